// Runs the same short work for all who ask meanwhile: the first at once, the others together after a rest.

/** `run` handles its own failures. Returns what asks for a turn. */
export function inTurns(run: () => Promise<void>, restMilliseconds: number): () => void {
  let busy = false;
  let again = false;
  const turn = async () => {
    busy = true;
    again = false;
    await run();
    setTimeout(() => {
      busy = false;
      if (again) void turn();
    }, restMilliseconds).unref();
  };
  return () => {
    if (busy) again = true;
    else void turn();
  };
}
