# syntax=docker/dockerfile:1
# careerbot as a service: what answers, without torch, for a user who owns nothing of it.
#   docker build -t careerbot .
#   docker run --rm -p 127.0.0.1:8000:8000 -v careerbot:/data careerbot

FROM python:3.13-slim AS build
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
WORKDIR /src
RUN python -m venv /opt/careerbot
COPY requirements.txt ./
RUN /opt/careerbot/bin/python -m pip install --no-deps --no-compile -r requirements.txt
# What an extra needs, which itself would bring torch: --build-arg ALSO="psycopg[binary] redis"
ARG ALSO=""
COPY constraints.txt ./
RUN test -z "$ALSO" \
 || /opt/careerbot/bin/python -m pip install --no-compile -c constraints.txt $ALSO
COPY pyproject.toml README.md LICENSE ./
COPY deploy/trim.py deploy/trim.py
COPY corpus corpus
COPY index index
COPY bot bot
# What nothing imports goes, and pip.
RUN /opt/careerbot/bin/python -m pip install --no-deps --no-compile . \
 && /opt/careerbot/bin/python deploy/trim.py \
 && /opt/careerbot/bin/python -m pip uninstall --quiet --yes pip
# What the image is made of, as CycloneDX.
RUN python -m venv /opt/sbom \
 && /opt/sbom/bin/python -m pip install cyclonedx-bom==7.5.0 \
 && /opt/sbom/bin/cyclonedx-py environment /opt/careerbot --pyproject pyproject.toml \
      --output-reproducible --output-file /opt/careerbot/sbom.cdx.json

FROM python:3.13-slim
LABEL org.opencontainers.image.title="careerbot" \
      org.opencontainers.image.description="Answers career questions from articles, word for word." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.cyclonedx.sbom="/opt/careerbot/sbom.cdx.json"
RUN useradd --system --uid 10001 --home-dir /data --shell /usr/sbin/nologin careerbot \
 && install -d -o careerbot -g careerbot /data
COPY --from=build /opt/careerbot /opt/careerbot
ENV PATH=/opt/careerbot/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    CAREERBOT_DATA_DIR=/data \
    CAREERBOT_CACHE_DIR=/data/cache \
    CAREERBOT_HOST=0.0.0.0
USER 10001
WORKDIR /data
VOLUME /data
EXPOSE 8000
# The first start builds the index of the bundled guides, which takes some seconds.
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s --retries=3 \
  CMD ["python", "-c", "import urllib.request; urllib.request.urlopen('http://127.0.0.1:8000/readyz', timeout=4)"]
ENTRYPOINT ["careerbot"]
CMD ["serve"]
