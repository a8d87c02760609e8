# One image for every process of the office: donthu migrate, serve, worker. Built once, run read-only.
# Each stage names the same base; pin it by digest where the registry is not yours.

FROM python:3.11-slim-bookworm AS built
RUN apt-get update && apt-get install -y --no-install-recommends make && rm -rf /var/lib/apt/lists/*
WORKDIR /opt/donthu
COPY . .
# Style and script of the pages, with the Node that comes as a Python package.
RUN make setup PYTHON=python3
# What only builds and tests is left behind: the office runs on what requirements.lock names.
RUN python3 -m venv /opt/office \
 && /opt/office/bin/python -m pip install --no-input --disable-pip-version-check --require-hashes -r requirements.lock \
 && /opt/office/bin/python -m pip install --no-input --disable-pip-version-check "setuptools>=80" \
 && /opt/office/bin/python -m pip install --no-input --disable-pip-version-check --no-deps --no-build-isolation -e . \
 && rm -rf .venv app/web/assets/node_modules \
 && /opt/office/bin/python -m compileall -q /opt/donthu/app /opt/donthu/db

FROM python:3.11-slim-bookworm
# pg_dump and pg_restore, of the database's version, for donthu backup and restore.
RUN apt-get update && apt-get install -y --no-install-recommends postgresql-client-15 && rm -rf /var/lib/apt/lists/*
# The number is in docker-compose.yml too: the secrets' files must be readable for this user.
RUN useradd --system --uid 10001 --home-dir /srv/donthu --shell /usr/sbin/nologin donthu \
 && install -d -o donthu -g donthu -m 0700 /srv/donthu
COPY --from=built /opt/office /opt/office
COPY --from=built /opt/donthu /opt/donthu
ENV PATH=/opt/office/bin:$PATH PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 DATA=/srv/donthu
USER 10001
WORKDIR /opt/donthu
VOLUME ["/srv/donthu"]
EXPOSE 8000
ENTRYPOINT ["donthu"]
CMD ["serve"]
