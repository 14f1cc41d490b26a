#!/usr/bin/env python3
"""moto on loopback with a big account in it, until it is killed: ECS schedules of one minute, a task definition and a log group each, and the log
streams of their last runs. Says "ready" when it is.

usage: big-account.py PORT SCHEDULES STREAMS_A_GROUP
"""
import sys
import threading
import time
import uuid

from moto.ecs.models import ecs_backends
from moto.logs.models import logs_backends
from moto.moto_server.threaded_moto_server import ThreadedMotoServer
from moto.scheduler.models import scheduler_backends

ACCOUNT, REGION = "123456789012", "us-west-2"
port, schedules, streams = (int(argument) for argument in sys.argv[1:])
now = int(time.time() * 1000) // 60_000 * 60_000

ecs, logs, scheduler = (backends[ACCOUNT][REGION] for backends in (ecs_backends, logs_backends, scheduler_backends))
ecs.create_cluster("pipeline-cluster")
for number in range(schedules):
    name = f"pipeline-{number:04}-1m"
    group = f"/ecs/{name}"
    task_definition = ecs.register_task_definition(name, [{
        "name": "pipeline", "image": "pipeline", "memory": 512,
        "logConfiguration": {
            "logDriver": "awslogs",
            "options": {"awslogs-group": group, "awslogs-region": REGION, "awslogs-stream-prefix": "ecs"},
        },
    }])
    scheduler.create_schedule(
        description="", start_date="", end_date="", flexible_time_window={"Mode": "OFF"}, group_name="default", kms_key_arn="", name=name,
        schedule_expression="rate(1 minute)", schedule_expression_timezone="UTC", state="ENABLED", action_after_completion=None,
        target={
            "Arn": f"arn:aws:ecs:{REGION}:{ACCOUNT}:cluster/pipeline-cluster",
            "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/pipeline",
            "EcsParameters": {"TaskDefinitionArn": task_definition.arn},
        })
    logs.create_log_group(group, {})
    for run in range(streams):
        at = now - (streams - run) * 60_000 + 500
        stream = f"ecs/pipeline/{uuid.UUID(int=number << 64 | at).hex}"
        logs.create_log_stream(group, stream)
        logs.put_log_events(group, stream, [{"timestamp": at, "message": "done"}])

ThreadedMotoServer(ip_address="127.0.0.1", port=port, verbose=False).start()
print("ready", flush=True)
threading.Event().wait()
