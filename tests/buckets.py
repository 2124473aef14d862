"""A server that speaks S3 on loopback, for tests of pictures in buckets.

It asks for no key, but gives strangers only what a bucket's policy gives to everybody.
With ``INITIAL_NO_AUTH_ACTION_COUNT=0`` it refuses every key.
"""

import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import Message
from threading import Thread
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import Request, urlopen

import boto3

KEYS = {"aws_access_key_id": "newsroom", "aws_secret_access_key": "for-tests-only"}
EVERYBODY_READS = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}


def free_port() -> int:
    """A port on which nobody listens."""
    with socket.socket() as place:
        place.bind(("127.0.0.1", 0))
        port: int = place.getsockname()[1]
        return port


@contextmanager
def server(**environment: str) -> Iterator[str]:
    """Run a server for as long as the block lasts; gives its address."""
    port = free_port()
    with subprocess.Popen(
        [sys.executable, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)],
        env=os.environ | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        try:
            # It says so once it listens; nobody has to ask again and again.
            assert running.stderr
            while "Running on" not in (line := running.stderr.readline()):
                assert line, "moto.server has ended"
            # Its log goes on, and a full pipe would stop it.
            Thread(target=running.stderr.read, daemon=True).start()
            yield f"http://127.0.0.1:{port}"
        finally:
            running.kill()


def client(endpoint: str) -> Any:
    """What an operator would use to look into the buckets."""
    return boto3.client("s3", endpoint_url=endpoint, region_name="us-east-1", **KEYS)


def make(endpoint: str, name: str, *, is_public: bool = False) -> None:
    """Make a bucket, readable by everybody or by nobody."""
    operator = client(endpoint)
    operator.create_bucket(Bucket=name)
    if is_public:
        publish(endpoint, name)


def publish(endpoint: str, name: str) -> None:
    """Let everybody read what is in a bucket."""
    statement = EVERYBODY_READS | {"Resource": f"arn:aws:s3:::{name}/*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    client(endpoint).put_bucket_policy(Bucket=name, Policy=policy)


def names(endpoint: str, bucket: str) -> set[str]:
    """The names of all that is in a bucket."""
    pages = client(endpoint).get_paginator("list_objects_v2").paginate(Bucket=bucket)
    return {one["Key"] for page in pages for one in page.get("Contents", ())}


def forget(endpoint: str) -> None:
    """Empty the server."""
    urlopen(Request(f"{endpoint}/moto-api/reset", method="POST")).close()


def fetched(address: str) -> tuple[int, Message, bytes]:
    """What a stranger gets: status, headers and body."""
    try:
        with urlopen(address) as answer:
            return answer.status, answer.headers, answer.read()
    except HTTPError as error:
        return error.code, error.headers, b""
    except URLError as error:
        raise AssertionError(f"{address} does not answer") from error
