# How `sam build` builds the functions: one Maven run for all of them, then each is laid out by
# tools/explode.py.
# StartIngestionFunction is functions/start-ingestion: a new function needs no rule here.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := help

# The template's parameter of this name: whoever deploys with another processor builds for it, too.
ARCHITECTURE ?= arm64

stamp := target/quick/built.stamp
sources := $(shell find . -path ./.aws-sam -prune -o -path ./.millrace -prune -o -path ./benchmarks -prune -o -name target -prune -o \( -name pom.xml -o -path '*/src/main/*' -type f \) -print)

# StartIngestionFunction -> start-ingestion
folder = functions/$(shell sed -E 's/Function$$//; s/([a-z0-9])([A-Z])/\1-\2/g' <<<'$(1)' | tr '[:upper:]' '[:lower:]')

# Makes $@, unless another make did so meanwhile: `sam build` builds functions side by side, and two Mavens at once would spoil
# each other's work in this tree.
define alone
mkdir -p target/quick $(@D)
exec 9>target/quick/lock; python3 -c 'import fcntl; fcntl.flock(9, fcntl.LOCK_EX)'; make -s -q $@ || { $(1); touch $@; }
endef

.PHONY: help
help:
	@echo 'make build      compile and package everything but the Spark job, without checks'
	@echo 'make spark      the jar of the Spark job, without checks: jobs/spark/target/quick/millrace-spark.jar'
	@echo 'make verify     everything that must be green: ./millrace test'
	@echo 'make settings   between sam build and sam deploy, when parameters have new values: publishes the functions anew'
	@echo 'sam build       the functions, by the build-<LogicalId> rule of this file'

.PHONY: build
build: $(stamp)

# Reaches what sam build made; ./millrace deploy sees to it by itself.
.PHONY: settings
settings:
	python3 tools/settings.py .aws-sam/build/template.yaml

.PHONY: verify
verify:
	./millrace test

# Neither the Spark job nor what only tests need.
unneeded := !jobs/spark,!verification/harness,!verification/journeys,!verification/simulation

# The jars that a function no longer uses must not stay beside those that it does.
$(stamp): $(sources)
	$(call alone,rm -rf functions/*/target/quick/lib; tools/maven.sh -q -Dquick package -pl '$(unneeded)')

# Spark weighs more than all else together, so only those who run jobs fetch it.
.PHONY: spark
spark: jobs/spark/target/quick/millrace-spark.jar

jobs/spark/target/quick/millrace-spark.jar: $(sources)
	$(call alone,tools/maven.sh -q -Dquick package -pl jobs/spark -am)

build-%: $(stamp)
	python3 tools/explode.py $(call folder,$*)/target/quick/classes $(call folder,$*)/target/quick/lib "$(ARTIFACTS_DIR)" "$(ARCHITECTURE)"
