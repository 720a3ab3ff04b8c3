# One image, three commands: uvicorn --factory api.app:make_app | python worker.py | python -m commands.migrate
FROM python:3.11.15-slim-bookworm

ENV PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    PIP_NO_CACHE_DIR=1 \
    PIP_DISABLE_PIP_VERSION_CHECK=1 \
    KHIEN_HOME=/var/lib/khien

# These folders hold key rings: nobody but this user reads them. A fresh named volume takes over its owner and mode.
RUN useradd --system --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin khien \
    && install --directory --owner=khien --group=khien --mode=0700 /var/lib/khien /var/lib/khien-registrar /var/lib/khien-public /var/lib/khien-files

WORKDIR /srv/khien

# The packages before the code: a changed rule rebuilds only the layers below.
COPY requirements.lock ./
RUN pip install --require-hashes --requirement requirements.lock

COPY pyproject.toml settings.py logs.py worker.py ./
COPY domain/ domain/
COPY policies/ policies/
COPY words/ words/
COPY reference/ reference/
COPY store/ store/
COPY papers/ papers/
COPY activities/ activities/
COPY workflows/ workflows/
COPY api/ api/
COPY rehearsal/ rehearsal/
COPY commands/ commands/

# The code belongs to root: the process that runs it cannot change it.
USER khien
EXPOSE 8000
CMD ["uvicorn", "--factory", "api.app:make_app", "--host", "0.0.0.0", "--port", "8000", "--no-access-log", "--no-server-header"]
