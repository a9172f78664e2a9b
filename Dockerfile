# Build stage: packages from the lock file, islands and static files into _fresh/.
FROM node:22-bookworm-slim AS build
RUN npm install --global deno@2.9.6
WORKDIR /app
COPY deno.json deno.lock ./
COPY fresh/deno.json fresh/deno.json
RUN deno install --frozen
COPY . .
RUN deno task build

# Run stage: the same Deno binary, no package manager in use, an account without rights.
FROM node:22-bookworm-slim
RUN npm install --global deno@2.9.6 \
  && groupadd --gid 1001 app && useradd --uid 1001 --gid 1001 --home-dir /app --shell /usr/sbin/nologin app
WORKDIR /app
COPY --from=build --chown=1001:1001 /app /app
RUN mkdir -p /app/data && chown 1001:1001 /app/data
ENV HOST=0.0.0.0 PORT=8000 DATA_DIR=/app/data DENO_DIR=/app/data/.deno DENO_NO_UPDATE_CHECK=1
USER 1001
VOLUME /app/data
EXPOSE 8000
HEALTHCHECK --interval=15s --timeout=3s --start-period=20s \
  CMD ["deno", "eval", "const r = await fetch('http://127.0.0.1:8000/health'); Deno.exit(r.ok ? 0 : 1)"]
CMD ["deno", "task", "start"]
