// swift-tools-version: 6.2
import PackageDescription

// Only for its header, which Homebrew keeps where compilers do not look: pkg-config would link the library, too, and
// then every start would wait for its codecs.
#if os(macOS)
    let libheif: String? = "libheif"
#else
    let libheif: String? = nil
#endif

let package = Package(
    name: "seedance",
    platforms: [.macOS(.v15)],
    products: [
        .library(name: "SeedanceAPI", targets: ["SeedanceAPI"]),
        .library(name: "SeedanceMedia", targets: ["SeedanceMedia"]),
        .library(name: "SeedanceClient", targets: ["SeedanceClient"]),
        .executable(name: "seedance", targets: ["seedance-cli"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        .package(url: "https://github.com/swhitty/FlyingFox", from: "0.27.1"),
    ],
    targets: [
        .systemLibrary(
            name: "CFFmpeg",
            path: "CFFmpeg",
            pkgConfig: "libswscale",
            providers: [
                .apt([
                    "libavformat-dev", "libavcodec-dev", "libavfilter-dev", "libswscale-dev", "libavutil-dev",
                    "pkg-config",
                ]),
                .brew(["ffmpeg", "pkgconf"]),
            ]
        ),
        .systemLibrary(
            name: "CLibJPEG",
            path: "Sources/CLibJPEG",
            pkgConfig: "libjpeg",
            providers: [.apt(["libjpeg62-turbo-dev", "pkg-config"]), .brew(["jpeg-turbo", "pkgconf"])]
        ),
        .systemLibrary(
            name: "CZlib",
            path: "Sources/CZlib",
            pkgConfig: "zlib",
            providers: [.apt(["zlib1g-dev", "pkg-config"])]
        ),
        .systemLibrary(
            name: "CLibHEIF",
            path: "Sources/CLibHEIF",
            pkgConfig: libheif,
            providers: [.apt(["libheif-dev", "pkg-config"]), .brew(["libheif", "pkgconf"])]
        ),
        .systemLibrary(
            name: "CLittleCMS",
            path: "Sources/CLittleCMS",
            pkgConfig: "lcms2",
            providers: [.apt(["liblcms2-dev", "pkg-config"]), .brew(["little-cms2", "pkgconf"])]
        ),
        .systemLibrary(
            name: "CLibCURL",
            path: "Sources/CLibCURL",
            pkgConfig: "libcurl",
            providers: [.apt(["libcurl4-openssl-dev", "pkg-config"]), .brew(["curl", "pkgconf"])]
        ),
        .systemLibrary(
            name: "CLibCrypto",
            path: "Sources/CLibCrypto",
            pkgConfig: "libcrypto",
            providers: [.apt(["libssl-dev", "pkg-config"])]
        ),
        .systemLibrary(
            name: "CLibSeccomp",
            path: "Sources/CLibSeccomp",
            pkgConfig: "libseccomp",
            providers: [.apt(["libseccomp-dev", "pkg-config"])]
        ),
        .target(name: "CCage", dependencies: [.target(name: "CLibSeccomp", condition: .when(platforms: [.linux]))]),
        .target(
            name: "Cage", dependencies: ["CCage"], swiftSettings: [.strictMemorySafety()]
        ),
        .target(name: "CJPEG", dependencies: ["CLibJPEG"]),
        .target(name: "JPEG", dependencies: ["CJPEG"], swiftSettings: [.strictMemorySafety()]),
        .target(name: "CURL", dependencies: ["CLibCURL"], swiftSettings: [.strictMemorySafety()]),
        .target(
            name: "Digest",
            dependencies: [.target(name: "CLibCrypto", condition: .when(platforms: [.linux]))],
            swiftSettings: [.strictMemorySafety()]
        ),
        .target(name: "FFmpeg", dependencies: ["CFFmpeg"], swiftSettings: [.strictMemorySafety()]),
        .target(name: "HEIF", dependencies: ["CLibHEIF"], swiftSettings: [.strictMemorySafety()]),
        .target(name: "LittleCMS", dependencies: ["CLittleCMS"], swiftSettings: [.strictMemorySafety()]),
        .target(name: "SeedanceAPI"),
        .target(
            name: "SeedanceMedia",
            dependencies: ["CZlib", "Cage", "FFmpeg", "HEIF", "JPEG", "LittleCMS", "SeedanceAPI"]),
        .target(
            name: "SeedanceClient",
            dependencies: [
                "CURL", "Digest", "SeedanceAPI",
                .product(name: "FlyingFox", package: "FlyingFox"),
                .product(name: "GRDB", package: "GRDB.swift"),
            ]
        ),
        .target(
            name: "LocalRunware",
            dependencies: [
                "Digest", "FFmpeg", "SeedanceAPI",
                .product(name: "FlyingFox", package: "FlyingFox"),
            ]
        ),
        .executableTarget(
            name: "seedance-cli",
            dependencies: [
                "CURL", "LocalRunware", "SeedanceAPI", "SeedanceClient", "SeedanceMedia",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .target(name: "CCageProbe", path: "Tests/CCageProbe"),
        .executableTarget(name: "CageProbe", dependencies: ["Cage", "CCageProbe"], path: "Tests/CageProbe"),
        .testTarget(name: "CageTests", dependencies: ["CCageProbe", "Cage", "CageProbe", "TestSupport"]),
        .testTarget(name: "FFmpegTests", dependencies: ["FFmpeg", "TestSupport"]),
        .testTarget(name: "SeedanceAPITests", dependencies: ["SeedanceAPI", "TestSupport"]),
        .testTarget(
            name: "SeedanceMediaTests", dependencies: ["FFmpeg", "SeedanceMedia", "SeedanceAPI", "TestSupport"],
            exclude: ["Goldens"]),
        .testTarget(
            name: "SeedanceClientTests",
            dependencies: [
                "Digest", "LocalRunware", "SeedanceAPI", "SeedanceClient", "TestSupport",
            ]),
        .testTarget(name: "LocalRunwareTests", dependencies: ["LocalRunware", "SeedanceAPI", "TestSupport"]),
        .testTarget(name: "CommandLineTests", dependencies: ["seedance-cli", "SeedanceAPI", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)

// `make fuzz` and `make mutate` (Tests/Fuzz); ordinary builds see none of it. With "fuzz" our modules count their edges
// for libFuzzer, with "mutate" they are as shipped.
if let fuzzing = Context.environment["SEEDANCE_FUZZ"] {
    let isInstrumented = fuzzing == "fuzz"
    for target in package.targets where target.type == .regular {
        let edges = ["-sanitize=fuzzer", "-sanitize-coverage=edge,trace-cmp,inline-8bit-counters,pc-table"]
        target.swiftSettings =
            (target.swiftSettings ?? []) + [.unsafeFlags(["-enable-testing"] + (isInstrumented ? edges : []))]
        guard isInstrumented else { continue }
        target.cSettings =
            (target.cSettings ?? []) + [
                .unsafeFlags(["-fsanitize=fuzzer-no-link,undefined", "-fno-sanitize-recover=undefined"])
            ]
    }
    package.targets.append(
        isInstrumented
            ? .executableTarget(
                name: "seedance-fuzz",
                dependencies: ["FFmpeg", "LittleCMS", "SeedanceAPI", "SeedanceClient", "SeedanceMedia"],
                path: "Tests/Fuzz/Targets",
                swiftSettings: [.unsafeFlags(["-parse-as-library"])],
                linkerSettings: [.unsafeFlags(["-sanitize=fuzzer"]), .unsafeFlags(["-use-ld=lld"])])
            : .executableTarget(
                name: "seedance-mutate", dependencies: ["SeedanceAPI", "SeedanceMedia"], path: "Tests/Fuzz/Mutate",
                swiftSettings: [.unsafeFlags(["-parse-as-library"])]))
}
