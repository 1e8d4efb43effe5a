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
        .executable(name: "seedance", targets: ["seedance-cli"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.5.0")
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
        .target(name: "CJPEG", dependencies: ["CLibJPEG"]),
        .target(name: "JPEG", dependencies: ["CJPEG"], swiftSettings: [.strictMemorySafety()]),
        .target(name: "FFmpeg", dependencies: ["CFFmpeg"], swiftSettings: [.strictMemorySafety()]),
        .target(name: "HEIF", dependencies: ["CLibHEIF"], swiftSettings: [.strictMemorySafety()]),
        .target(name: "LittleCMS", dependencies: ["CLittleCMS"], swiftSettings: [.strictMemorySafety()]),
        .target(name: "SeedanceAPI"),
        .target(name: "SeedanceMedia", dependencies: ["CZlib", "FFmpeg", "HEIF", "JPEG", "LittleCMS", "SeedanceAPI"]),
        .executableTarget(
            name: "seedance-cli",
            dependencies: [
                "SeedanceAPI", "SeedanceMedia",
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
            ]
        ),
        .target(name: "TestSupport", path: "Tests/TestSupport"),
        .testTarget(name: "FFmpegTests", dependencies: ["FFmpeg", "TestSupport"]),
        .testTarget(name: "SeedanceAPITests", dependencies: ["SeedanceAPI", "TestSupport"]),
        .testTarget(
            name: "SeedanceMediaTests", dependencies: ["FFmpeg", "SeedanceMedia", "SeedanceAPI", "TestSupport"],
            exclude: ["Goldens"]),
        .testTarget(name: "CommandLineTests", dependencies: ["seedance-cli", "SeedanceAPI", "TestSupport"]),
    ],
    swiftLanguageModes: [.v6]
)
