# One word for each thing one does here. CMakePresets.json says how, this says in which order.
#   make          the library and the command, optimised, in build/
#   make demo     the four questions, answered
#   make test     all tests of that build
#   make bench    the measurements; with python=INTERPRETER beside PyTorch and JAX, where that one has them; with before=FOLDER
#                 beside the same measurements of another build; only=W1,W2 some of them
#   make golden   asks what real Keras answered in cases=FOLDER; python=INTERPRETER has NumPy and h5py
#   make lint     format, and clang-tidy on what changed; make lint-all: on everything
#   make format   writes what make lint wants of the format
#   make asan     all tests under the address and undefined behaviour sanitizers; make tsan: under the thread sanitizer
#   make coverage which lines the unit tests run, and whether every error is tested
#   make soak     thousands of calls over a thousand shapes: does memory stay within bounds?
#   make mutate   faults planted in rules, for each of which a test must fail; SEED=1 COUNT=30
#   make install  PREFIX=/usr/local by default
jobs ?= $(shell nproc)
PREFIX ?= /usr/local
unity ?= OFF
python ?=
before ?=
only ?=
cases ?=
run = cmake --build $(1) -j $(jobs)
check = ctest --preset $(1) -j $(jobs)

.PHONY: build demo test bench soak golden lint lint-all format asan tsan coverage mutate install clean bench-peers packages packages-check packages-coverage packages-bench

build: packages
	@cmake --preset release -DPELLUCID_UNITY=$(unity) --log-level=WARNING > /dev/null
	@$(call run,build)

demo: build
	@build/bin/pellucid demo

test: build
	@$(call run,build) --target tests
	@$(call check,release)

bench: packages-bench bench-peers build
	@$(call run,build) --target benchmarks
	@/usr/bin/python3 bench/run.py build $(if $(python),--python '$(python)') $(if $(before),--before '$(before)') $(if $(only),--only '$(only)')

bench-peers: packages-bench  # before anything is built
	@$(if $(python),/usr/bin/python3 bench/peers/find.py '$(python)')

golden: build
	@$(call run,build) --target golden_ask
	@$(or $(python),python3) -B tests/golden/run.py build/bin/golden_ask '$(cases)'

soak: build
	@$(call run,build) --target bench_soak
	@build/bin/bench_soak

lint: packages-check
	@tools/lint

format: packages-check
	@git ls-files --cached --others --exclude-standard -- '*.cpp' '*.hpp' | xargs clang-format-19 -i

lint-all: packages-check
	@tools/lint --all

asan: packages-check
	@cmake --preset asan-ubsan -DPELLUCID_UNITY=$(unity) --log-level=WARNING > /dev/null
	@$(call run,build-asan-ubsan) --target all tests
	@$(call check,asan-ubsan)

tsan: packages-check
	@cmake --preset tsan -DPELLUCID_UNITY=$(unity) --log-level=WARNING > /dev/null
	@$(call run,build-tsan) --target all tests
	@$(call check,tsan)

coverage: export CCACHE_BASEDIR =  # paths made relative by ccache would not be found again
coverage: packages-coverage
	@cmake --preset coverage --log-level=WARNING > /dev/null
	@$(call run,build-coverage) --target tests
	@find build-coverage -name '*.gcda' -delete
	@$(call check,coverage)
	@mkdir -p build-coverage/report
	@gcovr --root . --filter src/ --object-directory build-coverage build-coverage --exclude-throw-branches -j $(jobs) \
	  --html-details build-coverage/report/index.html --json build-coverage/report/coverage.json --print-summary
	@tools/check-error-coverage build-coverage

install: build
	@cmake --install build --prefix $(PREFIX)

clean:
	@rm -rf build build-*

packages:
	@tools/install-packages build
packages-check:
	@tools/install-packages build check
packages-bench:
	@tools/install-packages bench
packages-coverage:
	@tools/install-packages build coverage

mutate: build
	@$(call run,build) --target tests
	@tools/mutate --seed $(or $(SEED),1) --count $(or $(COUNT),30)
