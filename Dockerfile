# Sagsklar for a municipality: the same lists as `make setup`, nothing of the tests.
FROM debian:12-slim AS base
RUN --mount=type=bind,source=system-packages.txt,target=/tmp/system-packages.txt \
    apt-get update \
    && apt-get install -y --no-install-recommends python3 \
       $(sed -n '/^\[run\]/,/^\[test\]/{s/[[:space:]]*#.*//;/^\[/d;/^$/d;p}' /tmp/system-packages.txt) \
    && rm -rf /var/lib/apt/lists/*

FROM base AS build
RUN apt-get update && apt-get install -y --no-install-recommends python3-venv
WORKDIR /app
COPY scripts/bootstrap.lock requirements.lock ./
RUN python3 -m venv /opt/uv \
    && /opt/uv/bin/pip install --require-hashes --no-deps -r bootstrap.lock \
    && python3 -m venv --without-pip .venv \
    && VIRTUAL_ENV=/app/.venv /opt/uv/bin/uv pip sync --compile-bytecode --require-hashes --no-python-downloads requirements.lock

FROM base AS run
RUN useradd --system --uid 10001 --home-dir /app sagsklar \
    && install -d -o sagsklar -g sagsklar /data
WORKDIR /app
COPY --from=build /app/.venv .venv
COPY pipeline pipeline
COPY models models
COPY flows flows
COPY review review
COPY samples samples
COPY evaluation evaluation
COPY commands commands
COPY scripts/sagsklar .venv/bin/sagsklar
RUN .venv/bin/python -m compileall -q commands evaluation review flows models samples pipeline
ENV PATH=/app/.venv/bin:$PATH PYTHONPATH=/app PYTHONUNBUFFERED=1 SAGSKLAR_HOME=/data OMP_THREAD_LIMIT=1
USER sagsklar
VOLUME /data
HEALTHCHECK --interval=30s --timeout=10s --start-period=60s CMD ["sagsklar", "doctor", "--health"]
ENTRYPOINT ["sagsklar"]
CMD ["up"]
