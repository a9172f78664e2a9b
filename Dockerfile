# The runtime, from its npm package.
FROM node:22-bookworm-slim AS runtime
RUN npm install --global deno@2.9.6

# Build stage: packages from the lock file, islands and static files into _fresh/, and every module
# compiled ahead into .deno/, so that nothing is left to be written at a start.
FROM runtime AS build
WORKDIR /app
COPY deno.json deno.lock ./
COPY fresh/deno.json fresh/deno.json
RUN deno install --frozen
COPY . .
RUN deno task build
RUN DENO_DIR=/app/.deno deno cache --node-modules-dir=manual ops/launch.ts ops/web.ts ops/worker.ts ops/migrate.ts \
  lib/platform/database/embedded/worker.ts _fresh/server.js

# Run stage: the binary and the application, without a package manager; an account without rights,
# which may write its data folder and nothing else.
FROM debian:bookworm-slim
RUN groupadd --gid 1001 app \
  && useradd --uid 1001 --gid 1001 --home-dir /app --no-create-home --shell /usr/sbin/nologin app
COPY --from=runtime /usr/local/lib/node_modules/deno/deno /usr/local/bin/deno
WORKDIR /app
COPY --from=build /app /app
RUN install --directory --owner=1001 --group=1001 /app/data
ENV HOST=0.0.0.0 PORT=8000 DATA_DIR=/app/data DENO_DIR=/app/.deno DENO_NO_UPDATE_CHECK=1
USER 1001
VOLUME /app/data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=5s --start-period=30s \
  CMD ["deno", "eval", "--no-config", "--no-lock", "const r = await fetch(`http://127.0.0.1:${Deno.env.get('PORT')}/health`).catch(() => null); Deno.exit(r?.ok ? 0 : 1)"]
# The launcher may read, look up its settings and start the process with that one's few rights.
ENTRYPOINT ["deno", "run", "--cached-only", "--node-modules-dir=manual", "--allow-read", "--allow-env", "--allow-net", "--allow-run=/usr/local/bin/deno", "--allow-sys=hostname", "ops/launch.ts"]
CMD ["web"]
