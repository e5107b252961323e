import assert from "node:assert/strict";
import { spawn } from "node:child_process";

import type { DebugOptions } from "@knit/runtime";

import { failure, runtime, workers } from "../shared/case.ts";
import { app, many } from "./app.ts";
import { createPool } from "./tasks.knit/pool.ts";

const namespaces = ["host", "globals", "signals", "imports", "lifecycle"];

/** A line of a pool that is debugged; times are numbers. */
interface Line {
  readonly side: string;
  readonly name: string;
  readonly text: string;
}

function parse(line: string): Line {
  const form = /^\[(host|w0)·(node|deno|bun)·\+\d+\.\dms\] ([a-z]+): (\S.*)$/u;
  const [, side, platform, name, text] = form.exec(line) ?? assert.fail(line);
  const own = "Deno" in globalThis ? "deno" : "Bun" in globalThis ? "bun" : "";
  assert.equal(platform, own || "node");
  assert(namespaces.includes(name!), line);
  return { side: side!, name: name!, text: text!.replace(/\d+\.\d ms/, "T") };
}

function textsOf(
  lines: readonly Line[],
  wanted: Omit<Line, "text">,
): readonly string[] {
  const found = lines.filter(
    ({ side, name }) => side === wanted.side && name === wanted.name,
  );
  return found.map(({ text }) => text);
}

/** What is said where `act` makes pools that have no workers yet. */
async function saidHere(
  act: () => void | Promise<void>,
): Promise<readonly string[]> {
  const said: string[] = [];
  const { error } = console;
  console.error = (...args: unknown[]) => void said.push(args.join(" "));
  try {
    await act();
  } finally {
    console.error = error;
  }
  return said;
}

/** What the app says as a program of its own; it ends when it has said something of each kind. */
async function saidByApp(
  debug: boolean | DebugOptions | undefined,
  variable: string | undefined,
  last: readonly RegExp[],
): Promise<readonly string[]> {
  const flags =
    "Deno" in globalThis
      ? ["run", "-A", "--quiet", "--node-modules-dir=manual"]
      : [];
  const how = JSON.stringify({ debug });
  const child = spawn(
    process.execPath,
    [...flags, process.argv[1]!, runtime, how],
    { env: { ...process.env, ...(variable && { KNIT_DEBUG: variable }) } },
  );
  let out = "";
  let said = "";
  child.stdout.on("data", (text) => (out += String(text)));
  child.stderr.setEncoding("utf8");
  child.stderr.on("data", (text) => {
    said += String(text);
    if (last.every((each) => each.test(said))) child.stdin.end();
  });
  const code = await new Promise((resolve) => child.on("close", resolve));
  assert.equal(out, "ok\n", said);
  assert.equal(code, 0);
  return said.trimEnd().split("\n");
}

async function refusesWhatIsWrong(): Promise<void> {
  const wrong: readonly (readonly [unknown, RegExp])[] = [
    [1, /option `debug` must be true, false or an object, got 1$/],
    ["*", /option `debug` must be true, false or an object, got "\*"$/],
    [null, /option `debug` must be true, false or an object, got null$/],
    [["host"], /unknown option `debug\.0`/],
    [{ host: 1 }, /option `debug\.host` must be true or false, got 1$/],
    [{ all: true }, /unknown option `debug\.all`; `debug` has `host`, /],
  ];
  for (const [debug, message] of wrong)
    assert.throws(() => createPool({ debug } as never), {
      name: "TypeError",
      message,
    });
  const silent = [undefined, false, {}, { host: false }] as const;
  const said = await saidHere(async () => {
    for (const debug of silent)
      await createPool({ ...workers(), ...(debug && { debug }) }).shutdown();
  });
  assert.deepEqual(said, []);
}

async function saysWhatAPoolIs(): Promise<void> {
  const options = {
    ...workers(2),
    balancer: "roundRobin",
    queue: { max: 3, whenFull: "reject" },
    payload: { payloadMaxByteLength: 2 ** 20, maxPayloadBytes: 1024 * 100 },
    debug: { host: true },
  } as const;
  const said = await saidHere(() => createPool(options).shutdown());
  const texts = said.map((line) => {
    const { side, name, text } = parse(line);
    assert.deepEqual([side, name], ["host", "host"]);
    // Others were made before.
    assert.match(text, /^pool \d+: /);
    return text.slice(text.indexOf(":") + 2);
  });
  const program = texts.shift()!;
  assert(program.includes(`process ${process.pid} in ${process.cwd()}`));
  const module = texts.splice(2, 1)[0]!;
  assert.match(module, /^worker module: file:.*worker\.[jt]s$/);
  assert.deepEqual(texts, [
    "tasks: add, fail, never, leave, last, scale",
    `workers: 2, as ${runtime === "thread" ? "threads" : "processes"}`,
    "balancer: roundRobin",
    "payload: messages of at most 100 KiB; for each worker and direction 256 KiB at first, 1 MiB in all",
    "queue: 3 calls, others are rejected",
  ]);
}

/** A pool that needs no worker yet, as its calls run on this thread. */
async function saysWhatRunsHere(): Promise<void> {
  const options = {
    worker: { runtime },
    minThreads: 0,
    balancer: "firstIdle",
    inliner: { position: "first", batchSize: 100 },
    debug: { host: true, signals: true },
  } as const;
  const said = await saidHere(async () => {
    await using pool = createPool(options);
    await pool.ready;
    assert.equal(await pool.call.add(1, 2), 3);
    await failure(pool.call.fail());
    const timeout = { time: 1, default: -1 };
    assert.equal(await pool.with({ timeout }).never(), -1);
  });
  const lines = said.map(parse);
  const texts = lines.map(({ text }) => text.slice(text.indexOf(":") + 2));
  assert(
    texts.includes(
      "inliner: asked first, 100 calls in a turn at most, from 1 without an answer on",
    ),
  );
  const here = "goes to the caller's own thread";
  assert.deepEqual(
    texts.filter((_, index) => lines[index]!.name === "signals"),
    [
      `add #1 ${here}`,
      "add #1 is answered after T",
      `fail #2 ${here}`,
      "fail #2 threw after T: RangeError: no\\nluck",
      `never #3 ${here}`,
      "never #3 timed out after T",
    ],
  );
}

/** What a worker says of its start and of its last call. */
const lastOfWorker = [/w0.* lifecycle: /, /w0.* signals: last .* returned/];

async function saysAll(): Promise<void> {
  const all = await saidByApp(true, undefined, lastOfWorker);
  const lines = all.map(parse);
  for (const name of namespaces)
    assert(
      lines.some((line) => line.name === name),
      name,
    );
  assert(textsOf(lines, { side: "w0", name: "host" }).length === 0);

  const lifecycle = textsOf(lines, { side: "host", name: "lifecycle" });
  const started = ["worker 0 starts", "worker 0 takes calls after T"];
  const ended = lifecycle.filter((text) => text.startsWith("worker 0 ended "));
  assert.equal(ended.length, 2);
  assert.equal(ended[0], "worker 0 ended with code 3");
  assert.deepEqual(lifecycle, [
    "pool created",
    ...started,
    ended[0],
    "another worker 0 is to start at once",
    ...started,
    "pool closed",
    ended[1],
  ]);
  for (const text of textsOf(lines, { side: "w0", name: "lifecycle" }))
    assert.match(text, /^ready after T, in process \d+$/);

  const signals = textsOf(lines, { side: "host", name: "signals" });
  const waits = / waits for a worker$/;
  const goes = / goes to worker 0$/;
  assert(signals.some((text) => waits.test(text)));
  // Which calls wait is a matter of time, and so is whether one that is given up goes anywhere.
  const outcomes = signals.filter(
    (text) => !waits.test(text) && !goes.test(text),
  );
  const crash = "WorkerCrashedError: leave: the worker exited with code 3";
  assert.deepEqual(outcomes.slice(0, 8), [
    `leave #1 failed after T: ${crash}`,
    "add #2 is answered after T",
    "fail #3 threw after T: RangeError: no\\nluck",
    "add is refused: TypeError: add: a: expected number, got string",
    "never #4 timed out after T",
    "never #5 was aborted after T",
    "never is refused: AbortError: never: the call was aborted",
    "scale #6 is answered after T",
  ]);
  const rest = Array.from({ length: many }, (_, index) => `add #${index + 7}`);
  assert.deepEqual(
    new Set(outcomes.slice(8)),
    new Set(
      [...rest, `last #${many + 7}`].map(
        (call) => `${call} is answered after T`,
      ),
    ),
  );
  const gone = new Set(signals.filter((text) => goes.test(text)));
  for (const call of ["leave #1", "add #2", "fail #3", "scale #6", ...rest])
    assert(gone.has(`${call} goes to worker 0`), call);

  const run = textsOf(lines, { side: "w0", name: "signals" });
  const answers = run.filter((text) => /^add .* returned after T$/.test(text));
  assert.equal(answers.length, 1 + many);
  for (const text of [
    "add (call 1 here) is taken",
    "add (call 1 here) returned after T",
    "fail (call 2 here) is taken",
    "fail (call 2 here) threw after T: RangeError: no\\nluck",
  ])
    assert(run.includes(text), text);

  const imports = textsOf(lines, { side: "w0", name: "imports" });
  assert(imports.includes("the task module is loaded after T"));
  const isHeavy = /^\.\/heavy\.[jt]s, for task scale, is loaded after T$/;
  assert(imports.some((text) => isHeavy.test(text)));

  const globals = textsOf(lines, { side: "w0", name: "globals" });
  const plain = "writable, enumerable, configurable";
  for (const text of [
    `bootstrap: added prepared (number, ${plain})`,
    `bootstrap: added passing (string, ${plain})`,
    "the task modules: added hidden (get, configurable)",
    `the task modules: changed prepared (number, ${plain})`,
    `the task modules: removed passing (string, ${plain})`,
  ])
    assert(globals.includes(text), text);
}

/** Option and environment together; a wrong name in the latter is said once. */
async function saysOnlyWhatIsAsked(): Promise<void> {
  const asked = { imports: true, signals: false };
  const [complaint, ...some] = await saidByApp(asked, " lifecycle,,al\nl", [
    /w0.* lifecycle: /,
    /w0.* imports: \.\/heavy/,
  ]);
  assert.equal(
    complaint,
    'KNIT_DEBUG: nothing is called "al\\nl"; there are host, globals, signals, imports, lifecycle, and * for all',
  );
  const names = some.map((line) => parse(line).name);
  assert.deepEqual([...new Set(names)].sort(), ["imports", "lifecycle"]);

  const all = await saidByApp(undefined, "host,*", lastOfWorker);
  const found = new Set(all.map((line) => parse(line).name));
  assert.deepEqual([...found].sort(), [...namespaces].sort());
}

const how = process.argv[3];
if (how === undefined) {
  await refusesWhatIsWrong();
  await saysWhatAPoolIs();
  await saysWhatRunsHere();
  await saysAll();
  await saysOnlyWhatIsAsked();
  console.log("ok");
} else {
  const { debug } = JSON.parse(how) as { debug?: boolean | DebugOptions };
  await app(debug);
}
