# The program in a small image: `serve` (the default) or `worker`, `db upgrade`, `check` … as the command.
FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /venv
COPY requirements/base.txt requirements/base.txt
RUN /venv/bin/pip install --no-cache-dir --disable-pip-version-check --require-hashes -r requirements/base.txt

FROM python:3.11-slim
RUN useradd --system --uid 10001 --home-dir /data --create-home participation
COPY --from=build /venv /venv
COPY participation /srv/participation
COPY templates /srv/templates
COPY static /srv/static
COPY translations /srv/translations
COPY migrations /srv/migrations
ENV PATH=/venv/bin:$PATH \
    PYTHONPATH=/srv \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    OMP_NUM_THREADS=1 \
    PORT=8000
USER participation
# The database file, where it is SQLite, and the queue live in instance/ here: mount a volume.
WORKDIR /data
VOLUME /data
EXPOSE 8000
# Health is answered whatever name it is asked by.
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s CMD ["python", "-c", \
  "import os, urllib.request as u; u.urlopen(f'http://localhost:{os.environ[\"PORT\"]}/health/ready', timeout=4)"]
ENTRYPOINT ["python", "-m", "participation"]
CMD ["serve", "--host", "0.0.0.0"]
