import FFmpeg
import SeedanceAPI

/// What a report can do beyond showing: read values off the plots, wipe between two pictures.
enum ReportScript {
    /// `Content-Security-Policy` lets the script with this hash run and no other.
    static let hash: String = {
        guard let hash = SHA256() else { return "none" }
        hash.update(Array(source.utf8))
        return "sha256-" + Base64.encode(hash.digest())
    }()

    static let source = #"""
        "use strict";
        for (const wipe of document.querySelectorAll(".wipe")) {
          const slider = wipe.querySelector("input");
          const pair = wipe.querySelector(".pair");
          const sent = wipe.querySelector(".sent");
          const edge = wipe.querySelector(".edge");
          const show = () => {
            const share = Number(slider.value);
            sent.style.clipPath = `inset(0 ${100 - share}% 0 0)`;
            edge.style.left = `${share}%`;
            slider.setAttribute("aria-valuetext", `${share} % sent, ${100 - share} % received`);
          };
          const follow = event => {
            const box = pair.getBoundingClientRect();
            slider.value = Math.round((event.clientX - box.left) / box.width * 100);
            show();
          };
          slider.addEventListener("input", show);
          pair.addEventListener("pointerdown", event => { pair.setPointerCapture(event.pointerId); follow(event); });
          pair.addEventListener("pointermove", event => { if (event.buttons === 1) follow(event); });
          pair.addEventListener("dragstart", event => event.preventDefault());
          edge.hidden = wipe.querySelector(".slide").hidden = false;
          wipe.classList.add("live");
          show();
        }
        for (const plots of document.querySelectorAll(".plots")) {
          const slider = plots.querySelector(".reading input");
          if (!slider) continue;
          const output = plots.querySelector("output");
          const end = Number(slider.max);
          const graphics = [...plots.querySelectorAll("svg.plot")];
          const curves = graphics.filter(graphic => graphic.dataset.name).map(graphic => {
            const {name, unit, places, low, high, height} = graphic.dataset;
            const path = graphic.querySelector(".curve").getAttribute("d");
            const points = path.slice(1).split("L").map(point => point.split(" ").map(Number));
            return x => {
              const [, y] = points.reduce((best, point) => Math.abs(point[0] - x) < Math.abs(best[0] - x) ? point : best);
              const value = high - y / height * (high - low);
              return `${name.toLowerCase()} ${value.toFixed(places).replace("-", "\u2212")} ${unit}`;
            };
          });
          const show = () => {
            const time = Number(slider.value);
            const share = end > 0 ? time / end : 0;
            const values = curves.map(value => value(share * 1000)).join(", ");
            output.value = `${time.toFixed(2)} s: ${values}`;
            slider.setAttribute("aria-valuetext", output.value);
            for (const graphic of graphics) {
              const cursor = graphic.querySelector(".cursor");
              cursor.setAttribute("x1", `${share * 100}%`);
              cursor.setAttribute("x2", `${share * 100}%`);
            }
          };
          for (const graphic of graphics) {
            graphic.addEventListener("pointermove", event => {
              const box = graphic.getBoundingClientRect();
              slider.value = (event.clientX - box.left) / box.width * end;
              show();
            });
          }
          slider.addEventListener("input", show);
          slider.parentElement.hidden = false;
          plots.classList.add("live");
          show();
        }
        addEventListener("beforeprint", () => document.querySelectorAll("details").forEach(part => part.open = true));
        """#
}
