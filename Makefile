## make demo    prepares the task in samples/ and shows what it did
## make test    builds and runs the tests
## make bench   times this package beside its peers
## make hostile runs hostile files through every verb, in the cage and out of it
## make fuzz    runs each fuzzer for FUZZ_SECONDS (60); make mutate takes 20,000 mutated files of each format
## make asan    runs the tests under AddressSanitizer, with leak detection
## Each installs what is missing first; make deps does that alone.

SHELL := /bin/sh
.DEFAULT_GOAL := help

# One file that starts at once: Swift's own libraries are linked in, where the system does not have them anyway.
# FFmpeg's stay shared.
STATIC := $(if $(filter Darwin,$(shell uname)),,--static-swift-stdlib)
RELEASE := -c release $(STATIC) --product seedance
SEEDANCE = $(shell swift build $(RELEASE) --show-bin-path)/seedance

# What is tested is what is shipped: optimised. Pictures are measured a hundred times slower without, too.
TESTED := -c release -Xswiftc -enable-testing --scratch-path .build/tests

# Tests that wait for connections and programs must not share their few threads with tests that compute: those have time
# limits, which count from when a test begins, whoever has the threads.
WAITING := ^(SeedanceClientTests|LocalRunwareTests|CageTests|CommandLineTests\.(Kill|Submit|Serve|WebhookVerb|Isolation))

APT := libavcodec-dev libavfilter-dev libavformat-dev libavutil-dev libswscale-dev libcurl4-openssl-dev libheif-dev libjpeg62-turbo-dev liblcms2-dev libseccomp-dev libsqlite3-dev libssl-dev zlib1g-dev pkg-config
APT_UBUNTU := libavcodec-dev libavfilter-dev libavformat-dev libavutil-dev libswscale-dev libcurl4-openssl-dev libheif-dev libjpeg-turbo8-dev liblcms2-dev libseccomp-dev libsqlite3-dev libssl-dev zlib1g-dev pkg-config
# Programs that the tests check our results with; a test that lacks its program says that it was skipped.
APT_TEST := chromium colord-data espeak-ng ffmpeg icc-profiles-free libgs-common libavif-bin libheif-examples libjpeg-turbo-progs \
	libjxl-tools liblcms2-utils libvips-tools netpbm python3-jsonschema webp
APT_BENCH := colord-data hyperfine liblcms2-utils libgs-common libavif-bin libheif-examples python3-numpy python3-pil python3-av libvips-tools ffmpeg imagemagick graphicsmagick
BREW := ffmpeg jpeg-turbo libheif little-cms2 pkgconf

.PHONY: help deps test-deps bench-deps build demo test hostile fuzz mutate asan bench format lint clean

help:
	@sed -n "s/^## //p" Makefile

deps:
	@sh scripts/install-missing.sh "$(APT)" "$(APT_UBUNTU)" "$(BREW)"

test-deps: deps
	@sh scripts/install-missing.sh "$(APT_TEST)" "$(APT_TEST)" "ffmpeg jpeg-turbo netpbm webp"

bench-deps: deps
	@sh scripts/install-missing.sh "$(APT_BENCH)" "$(APT_BENCH)" "hyperfine vips ffmpeg imagemagick graphicsmagick"

build: deps
	swift build $(RELEASE)

demo: build
	@SEEDANCE="$(SEEDANCE)" sh scripts/demo.sh

test: test-deps
	swift build --build-tests $(TESTED)
	@bash scripts/test-round.sh .build/tests/parallel.log swift test --skip-build $(TESTED) --skip "$(WAITING)"
	@bash scripts/test-round.sh .build/tests/waiting.log swift test --skip-build $(TESTED) --no-parallel --filter "$(WAITING)"

# What is shipped, on what strangers may send.
hostile: test-deps build
	/usr/bin/python3 Tests/Hostile/run.py --seedance "$(SEEDANCE)" --isolation both $(HOSTILE)

FUZZ_SECONDS ?= 60
MUTATIONS ?= 20000
ASAN := -c release -Xswiftc -enable-testing --sanitize=address -Xswiftc -use-ld=lld --scratch-path .build/asan

fuzz: test-deps
	sh Tests/Fuzz/run.sh $(FUZZ_SECONDS)

mutate: test-deps
	sh Tests/Fuzz/mutate.sh $(MUTATIONS)

asan: test-deps
	swift build --build-tests $(ASAN)
	SWIFT_BACKTRACE=enable=no ASAN_OPTIONS=detect_leaks=1 \
		LSAN_OPTIONS=suppressions=$(CURDIR)/Tests/Fuzz/leaks.supp:print_suppressions=0 \
		swift test --skip-build --disable-xctest $(ASAN)

bench: bench-deps build
	/usr/bin/python3 Benchmarks/bench.py --seedance "$(SEEDANCE)" $(BENCH)
	/usr/bin/python3 Benchmarks/cage.py --seedance "$(SEEDANCE)"

format:
	swift format --in-place --recursive Package.swift Sources Tests

lint:
	swift format lint --strict --recursive Package.swift Sources Tests

clean:
	rm -rf .build demo Benchmarks/out
