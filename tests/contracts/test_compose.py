"""What stands in docker-compose.yml, Dockerfile, .dockerignore and docs/operations.md agrees with the code and keeps its promises."""

import json
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from pydantic.fields import FieldInfo
from ruamel.yaml import YAML

from settings import ROOT, Settings

DOCKERFILE = (ROOT / "Dockerfile").read_text()
COMPOSE_TEXT = (ROOT / "docker-compose.yml").read_text()
COMPOSE: dict[str, Any] = YAML(typ="safe").load(COMPOSE_TEXT)
OPERATIONS = (ROOT / "docs" / "operations.md").read_text()
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("migrate", "worker", "api")

COPIED = [source for line in re.findall(r"^COPY (.+)$", DOCKERFILE, re.MULTILINE) for source in line.split()[:-1]]
DEPENDENCIES = [(name, target, how["condition"]) for name, each in SERVICES.items() for target, how in each.get("depends_on", {}).items()]

# A value somebody must give (${NAME:?what it is}), or one that may stay empty (${NAME:-}): the only two a secret may have.
REQUIRED = re.compile(r"\$\{[A-Z_]+:\?[^}]+\}")
FROM_OUTSIDE = re.compile(r"\$\{[A-Z_]+(:\?[^}]+|:-)\}")
SECRET = re.compile(r"PASSWORD|PASSWD|_PWD$|SECRET|TOKEN|CREDENTIAL|PRIVATE")
REGISTRIES = ("pypi", "pythonhosted", "npmjs", "debian")  # the names alone: this file must not name a host either
REGISTRY_HOSTS = re.compile("|".join(rf"\b{name}\.org" for name in REGISTRIES))


def one_shot(service: dict[str, Any]) -> bool:
    return str(service["restart"]) == "no"


def variable(field: str) -> str:
    return f"KHIEN_{field.upper()}"


def default_as_documented(field: FieldInfo) -> str:
    """What an operator reads in the table: computed and empty defaults in words, folders as they lie in the repository."""
    if field.default_factory is not None:
        return "computed"
    if field.default is None or field.default == "":
        return "empty"
    if isinstance(field.default, bool):
        return f"`{json.dumps(field.default)}`"
    if isinstance(field.default, Path):
        return f"`{field.default.relative_to(ROOT).as_posix()}`"
    return f"`{field.default}`"


def table(heading: str) -> list[tuple[str, ...]]:
    """The rows of the table below a heading of docs/operations.md, without its head."""
    section = OPERATIONS.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    rows = [tuple(cell.strip() for cell in line.strip("|").split("|")) for line in section.splitlines() if line.startswith("|")]
    return rows[2:]


# --- settings.py, and nothing that it does not read ---


def test_every_variable_of_ours_in_compose_and_the_dockerfile_is_read_by_settings() -> None:
    used = set(re.findall(r"\bKHIEN_[A-Z_]+", COMPOSE_TEXT + DOCKERFILE))
    assert used, "neither file names a KHIEN_ variable: this test looks in the wrong place"
    assert used <= {variable(name) for name in Settings.model_fields}


# What an operator of compose has no choice in: computed, settled by the images and their commands, or not for production.
NOT_IN_COMPOSE = frozenset(
    {"release", "api_host", "api_port", "task_queue", "sticky_seconds", "answer_within_seconds", "clock_skew_seconds", "demo"}
)


def test_compose_hands_on_every_setting_an_operator_may_choose() -> None:
    """A variable that is documented and does not reach the program is a promise broken in silence."""
    handed_on = {name for service in OURS for name in SERVICES[service]["environment"]}
    assert {name for name in Settings.model_fields if variable(name) not in handed_on} == NOT_IN_COMPOSE


def test_what_is_not_said_to_compose_is_as_documented_for_the_program() -> None:
    """One default, wherever it stands; but for mail, which is another machine's in production, and goes there to people who are many."""
    said = re.findall(r'(KHIEN_[A-Z_]+): "\$\{\1:-([^}]*)\}"', COMPOSE_TEXT)
    ours = {variable(name): default_as_documented(field).strip("`") for name, field in Settings.model_fields.items()}
    differ = {name for name, default in said if ours[name] != (default or "empty")}
    assert len(said) > 5
    assert differ == {"KHIEN_FILES", "KHIEN_NOTICES", "KHIEN_SCANNER", "KHIEN_SMTP_PORT", "KHIEN_SMTP_STARTTLS"}


def test_the_operations_page_explains_every_setting_with_its_default_and_no_other() -> None:
    expected = [(f"`{variable(name)}`", default_as_documented(field), field.description) for name, field in Settings.model_fields.items()]
    rows = "\n".join(f"| {' | '.join(str(cell) for cell in row)} |" for row in expected)
    assert table("Every KHIEN_ variable") == expected, f"docs/operations.md should say, below 'Every KHIEN_ variable':\n{rows}"


def test_the_operations_page_explains_every_variable_compose_asks_for() -> None:
    asked = {f"`{name}`" for name in re.findall(r"(?<!\$)\$\{([A-Z_]+)", COMPOSE_TEXT)}
    explained = {row[0] for row in table("What compose asks for")}
    assert explained == asked


def test_the_people_who_may_sign_in_are_the_operators_own() -> None:
    """Without these the API would trust the local issuer of `make demo`."""
    for name in OURS:
        for setting in ("KHIEN_JWKS", "KHIEN_ISSUER", "KHIEN_AUDIENCE"):
            assert REQUIRED.fullmatch(SERVICES[name]["environment"][setting]), f"{name}: {setting} must be required"


def test_our_three_services_read_the_same_settings_but_for_where_keys_lie() -> None:
    shared = COMPOSE["x-khien"]["environment"]
    for name in OURS:
        own = {key: value for key, value in SERVICES[name]["environment"].items() if shared.get(key) != value}
        assert own.keys() <= {"KHIEN_KEYS", "KHIEN_REGISTRAR", "KHIEN_PUBLIC_KEYS"}, name
        assert SERVICES[name]["environment"].items() >= shared.items()


def settings_of(name: str) -> Settings:
    said = SERVICES[name]["environment"]
    given = {field: said[variable(field)] for field in ("home", "keys", "registrar", "public_keys") if variable(field) in said}
    return Settings(**given)


def volume_of(name: str, folder: Path) -> tuple[str, str]:
    """In which volume a folder lies there, and where in it."""
    for volume in SERVICES[name]["volumes"]:
        source, target = volume.split(":")[:2]
        if folder.is_relative_to(target):
            return source, str(folder.relative_to(target))
    return "", ""


def test_the_door_and_set_up_alone_reach_the_doors_private_keys_and_the_registrars_are_its_own() -> None:
    """Whoever has the worker seals no filing; whoever has the API seals no entry and no answer."""
    migrate, worker, api = (settings_of(name) for name in OURS)
    door, registrar = volume_of("migrate", migrate.seal_keys), volume_of("migrate", migrate.registrar_folder)
    assert volume_of("api", api.seal_keys) == door
    assert volume_of("worker", worker.registrar_folder) == registrar
    assert migrate.public_keys
    assert volume_of("worker", worker.seal_keys) == volume_of("migrate", migrate.public_keys / "seal")
    sources = {name: {volume.split(":")[0] for volume in SERVICES[name]["volumes"]} for name in OURS}
    assert door[0] not in sources["worker"]
    assert registrar[0] not in sources["api"]
    assert len({door[0], registrar[0], volume_of("worker", worker.seal_keys)[0]}) == 3
    assert "khien-public:/var/lib/khien-public:ro" in SERVICES["worker"]["volumes"]


def test_every_folder_of_keys_is_made_for_our_user_alone() -> None:
    targets = {volume.split(":")[1] for name in OURS for volume in SERVICES[name]["volumes"]}
    made = re.search(r"--mode=0700 (.+)", DOCKERFILE)
    assert made
    assert set(made[1].split()) == targets


# --- images ---


@pytest.mark.parametrize(
    "image", sorted({service["image"] for service in SERVICES.values()} | set(re.findall(r"^FROM (\S+)", DOCKERFILE, re.M)))
)
def test_every_image_is_pinned_to_a_concrete_version(image: str) -> None:
    name, _, tag = image.rpartition(":")
    assert name, f"{image} has no tag"
    assert "$" not in image, f"{image}: the version belongs in the file, where a review sees it change"
    # A floating tag (16, 3.11-slim) names another image tomorrow: PostgreSQL numbers its releases major.minor, the others x.y.z.
    numbers = 2 if name == "postgres" else 3
    assert re.match(rf"\d+(\.\d+){{{numbers - 1}}}(-|$)", tag), f"{image}: {tag} is not a concrete version"


def test_server_and_admin_tools_are_of_one_version() -> None:
    tags = {image: {each["image"].split(":")[1] for each in SERVICES.values() if each["image"].startswith(f"temporalio/{image}:")}
            for image in ("server", "admin-tools")}  # fmt: skip
    assert len(tags["server"]) == 1
    assert tags["server"] == tags["admin-tools"]


def test_nothing_sets_itself_up_with_the_image_that_is_for_trying_out() -> None:
    assert "auto-setup" not in COMPOSE_TEXT


def test_our_image_carries_the_release() -> None:
    assert {SERVICES[name]["image"] for name in OURS} == {f"khien:{Settings().release}"}


# --- who waits for whom ---


def test_every_service_says_whether_it_runs_once_or_always() -> None:
    assert {name: str(service.get("restart")) for name, service in SERVICES.items()} == {
        name: "no" if name in {"temporal-schema", "temporal-namespace", "migrate"} else "unless-stopped" for name in SERVICES
    }


@pytest.mark.parametrize(("name", "target", "condition"), DEPENDENCIES)
def test_every_wait_is_for_a_service_that_can_end_it(name: str, target: str, condition: str) -> None:
    assert target in SERVICES, f"{name} waits for {target}, which does not exist"
    if one_shot(SERVICES[target]):
        assert condition == "service_completed_successfully", f"{target} runs once: {name} must wait until it has succeeded"
    else:
        assert condition == "service_healthy", f"{target} keeps running: {name} must wait until it is healthy"
        assert "healthcheck" in SERVICES[target], f"{target} has no healthcheck: {name} would wait for ever"


def test_no_code_of_ours_runs_before_the_schema_it_needs() -> None:
    assert {(name, target) for name, target, _ in DEPENDENCIES} >= {
        ("worker", "migrate"),
        ("api", "migrate"),
        ("temporal", "temporal-schema"),
    }


# --- what is reachable, what is secret, what is kept ---


def test_only_the_api_and_the_temporal_uis_are_published_and_only_to_this_host_unless_told() -> None:
    published = {name: service["ports"] for name, service in SERVICES.items() if "ports" in service}
    assert set(published) == {"api", "temporal-ui", "temporal-ui-auditor"}
    for ports in published.values():
        for port in ports:
            assert re.fullmatch(r"\$\{PUBLISH_ON:-127\.0\.0\.1\}:\d+:\d+", port), port
    assert not [name for name, service in SERVICES.items() if service.get("network_mode") or service["networks"] != ["khien"]]


def test_no_secret_stands_in_the_file() -> None:
    secrets = {
        (name, key): value for name, each in SERVICES.items() for key, value in each.get("environment", {}).items() if SECRET.search(key)
    }
    assert {key for _, key in secrets} >= {"POSTGRES_PASSWORD", "SQL_PASSWORD", "POSTGRES_PWD", "KHIEN_SMTP_PASSWORD"}
    for where, value in secrets.items():
        assert FROM_OUTSIDE.fullmatch(value), f"{where} must come from the environment"
    for user_and_password in re.findall(r"://([^/\s@]+)@", COMPOSE_TEXT):
        assert REQUIRED.fullmatch(user_and_password.partition(":")[2]), f"{user_and_password}: a password in an address is still a password"
    for secret in re.findall(r"PASSWORD '([^']*)'|PASSWORD :'(\w+)'", COMPOSE_TEXT):
        assert not secret[0], "a role's password is read from the environment, by \\getenv"


def test_what_must_outlive_a_container_lies_in_a_named_volume() -> None:
    for name, service in SERVICES.items():
        for volume in service.get("volumes", []):
            source, target, *mode = volume.split(":")
            if source.startswith("."):
                assert mode == ["ro"], f"{name}: {volume} is a file of the repository, so it is mounted read-only"
                assert (ROOT / source).is_file(), f"{name}: {source} is not in the repository"
            else:
                assert source in COMPOSE["volumes"], f"{name}: {target} would be lost with the container"


def test_temporal_keeps_its_number_of_shards_and_none_of_its_development_settings() -> None:
    assert SERVICES["temporal"]["environment"]["NUM_HISTORY_SHARDS"] == "512"
    dynamic = YAML(typ="safe").load((ROOT / "deploy" / "temporal-dynamicconfig.yaml").read_text())
    assert "system.forceSearchAttributesCacheRefreshOnRead" not in dynamic
    config = SERVICES["temporal"]["environment"]["DYNAMIC_CONFIG_FILE_PATH"]
    assert f"./deploy/temporal-dynamicconfig.yaml:{config}:ro" in SERVICES["temporal"]["volumes"]


def test_worker_and_namespace_and_ui_mean_the_same_namespace() -> None:
    named = {
        SERVICES["worker"]["environment"]["KHIEN_TEMPORAL_NAMESPACE"],
        SERVICES["temporal-namespace"]["environment"]["TEMPORAL_NAMESPACE"],
        SERVICES["temporal-ui"]["environment"]["TEMPORAL_DEFAULT_NAMESPACE"],
    }
    assert len(named) == 1


def test_no_temporal_ui_asks_the_outside_for_news() -> None:
    interfaces = [service["environment"] for service in SERVICES.values() if service["image"].startswith("temporalio/ui:")]
    assert [each["TEMPORAL_DISABLE_NEWS_FETCH"] for each in interfaces] == ["true"] * 2


def test_the_auditors_ui_is_there_when_asked_for_wants_a_sign_in_and_writes_nothing() -> None:
    auditor = SERVICES["temporal-ui-auditor"]
    environment = auditor["environment"]
    assert auditor["profiles"] == ["auditor"]
    assert (environment["TEMPORAL_AUTH_ENABLED"], environment["TEMPORAL_AUTH_TYPE"]) == ("true", "oidc")
    assert {name for name, value in environment.items() if value != "true" and name.endswith("_DISABLED")} == set()
    assert environment["TEMPORAL_DISABLE_WRITE_ACTIONS"] == "true"
    assert auditor["image"] == SERVICES["temporal-ui"]["image"]


def test_production_never_says_that_it_is_a_demo() -> None:
    assert "KHIEN_DEMO" not in COMPOSE_TEXT + DOCKERFILE
    assert SERVICES["api"]["environment"]["KHIEN_SMTP_STARTTLS"] == "${KHIEN_SMTP_STARTTLS:-true}"


def test_temporals_role_cannot_open_the_ledgers_database() -> None:
    roles = COMPOSE["configs"]["database-roles"]["content"]
    assert re.search(r"CREATE DATABASE khien OWNER khien;\s+REVOKE CONNECT, TEMPORARY ON DATABASE khien FROM PUBLIC;", roles)
    assert "SUPERUSER" not in roles


# --- the image ---


@pytest.mark.parametrize("source", COPIED)
def test_what_the_image_copies_exists_and_reaches_the_build(source: str) -> None:
    assert (ROOT / source).exists(), f"the Dockerfile copies {source}, which is not in the repository"
    assert f"!{source.rstrip('/')}" in (ROOT / ".dockerignore").read_text().splitlines(), f".dockerignore keeps {source} out"


def test_the_image_lets_in_only_what_it_copies() -> None:
    rules = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {rule[1:] for rule in rules if rule.startswith("!")} == {source.rstrip("/") for source in COPIED}


def test_the_image_installs_only_hashed_packages_and_runs_as_nobody_special() -> None:
    for install in re.findall(r"pip install.*", DOCKERFILE):
        assert "--require-hashes" in install
    users = re.findall(r"^USER (\S+)", DOCKERFILE, re.MULTILINE)
    assert users, "the image would run as root"
    assert users[-1] not in {"root", "0"}


def test_one_image_has_three_commands() -> None:
    assert [" ".join(SERVICES[name]["command"][:3]) for name in OURS] == [
        "python -m commands.migrate",
        "python worker.py",
        "uvicorn --factory api.app:make_app",
    ]


def test_wherever_the_door_is_served_its_own_log_is_the_only_one_and_it_does_not_say_what_serves_it() -> None:
    conf = (ROOT / "supervisord.conf").read_text()
    served = {
        "compose": " ".join(SERVICES["api"]["command"]),
        "image": re.findall(r"^CMD (.*)$", DOCKERFILE, re.MULTILINE)[-1],
        "demo": next(line for line in conf.splitlines() if "api.app:make_app" in line),
    }
    assert {where: [flag in command for flag in ("--no-access-log", "--no-server-header")] for where, command in served.items()} == {
        where: [True, True] for where in served
    }


def test_everything_the_demo_writes_is_for_its_own_user_alone() -> None:
    programs = (ROOT / "supervisord.conf").read_text().split("[program:")[1:]
    assert len(programs) == 6
    assert [program.partition("]")[0] for program in programs if "\numask=077\n" not in program] == []


def test_one_process_of_the_door_has_bounds() -> None:
    command = SERVICES["api"]["command"]
    assert {flag.partition("=")[0] for flag in command} >= {
        "--timeout-keep-alive",
        "--timeout-graceful-shutdown",
        "--limit-concurrency",
        "--h11-max-incomplete-event-size",
    }


def test_no_file_names_a_registry_host() -> None:
    """Of all that is committed; where there is no checkout, of all that would go into the image."""
    tracked = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False).stdout.decode().split("\0")
    there = [ROOT / name for name in tracked if name] or [path for source in COPIED for path in (ROOT / source).rglob("*")]
    assert len(there) > 100
    assert [str(path) for path in there if path.is_file() and REGISTRY_HOSTS.search(path.read_text(errors="replace"))] == []
