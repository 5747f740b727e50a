// How Node is started for every program of this project: by run.mjs, and by what starts servers of its own.

/** Megabytes of the room for new objects: with 16 of Node's own a server that takes readings collects garbage a sixth of its time. */
const youngMegabytes = 128;

export const nodeFlags = ['--disable-warning=ExperimentalWarning', `--max-semi-space-size=${youngMegabytes}`];
