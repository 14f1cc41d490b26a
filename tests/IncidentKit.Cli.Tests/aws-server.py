"""The AWS CLI, started once: it takes longer to start than to ask.

usage: aws-server.py FOLDER

Writes FOLDER/aws, which hands its arguments, environment, folder and streams to this process and exits with the code of the call. Each call runs in a
fork of this process, by the CLI's own driver. Ends when its standard input is closed.
"""
import json, os, select, signal, socket, sys

from awscli.clidriver import create_clidriver

CLIENT = """#!%s -SE
import array, json, os, socket, sys
server = socket.socket(socket.AF_UNIX)
server.connect(%r)
request = json.dumps([sys.argv[1:], dict(os.environ), os.getcwd()]).encode()
server.sendmsg([len(request).to_bytes(4, "big")], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [0, 1, 2]))])
server.sendall(request)
sys.exit(int(server.recv(8) or b"70"))
"""


def receive(connection, size):
    parts = b""
    while len(parts) < size:
        parts += connection.recv(size - len(parts))
    return parts


def answer(connection, driver):
    size, descriptors, _, _ = socket.recv_fds(connection, 4, 3)
    arguments, environment, folder = json.loads(receive(connection, int.from_bytes(size, "big")))
    for wanted, given in enumerate(descriptors):
        os.dup2(given, wanted)
        os.close(given)
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(folder)
    try:
        code = driver.main(arguments)
    except SystemExit as exit:
        code = exit.code
    sys.stdout.flush()
    sys.stderr.flush()
    connection.sendall(str(code or 0).encode())


def main():
    folder = sys.argv[1]
    driver = create_clidriver()
    loader = driver.session.get_component("data_loader")
    for service in ("scheduler", "ecs", "logs", "cloudwatch", "iam", "sqs"):
        loader.load_service_model(service, "service-2")
    path = os.path.join(folder, "socket")
    server = socket.socket(socket.AF_UNIX)
    server.bind(path)
    server.listen(16)
    client = os.path.join(folder, "aws")
    with open(client, "w") as file:
        file.write(CLIENT % (sys.executable, path))
    os.chmod(client, 0o755)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    print("ready", flush=True)
    while True:
        readable, _, _ = select.select([server, sys.stdin], [], [])
        if sys.stdin in readable:
            return
        connection, _ = server.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            server.close()
            answer(connection, driver)
            os._exit(0)
        connection.close()


main()
