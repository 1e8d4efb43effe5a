"""The job as a good PyAV user writes it, run as a whole process: VIDEO OUTPUT

`seek` goes to the last key frame, `thread_type` lets the decoder use every core, and only the last picture is
converted. The matrix must be named: PyAV 10 takes every video for BT.601.
"""

import sys

import av


def main():
    video, output = sys.argv[1:]
    with av.open(video) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        container.seek(container.duration)
        for frame in container.decode(stream):
            pass
        frame.to_image(src_colorspace="ITU709").save(output)


if __name__ == "__main__":
    main()
