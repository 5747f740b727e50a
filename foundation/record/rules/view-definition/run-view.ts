// Runs a view over resources in memory, and says what is wrong with one.
import { examineView } from './compile-view.ts';
import type { CompiledView } from './compile-view.ts';
import { ViewError } from './view.ts';
import type { ViewFault } from './view.ts';

export type ViewRow = Record<string, unknown>;

/** What must be changed before the view can run; empty when it can. */
export const validateView = (view: unknown): ViewFault[] => examineView(view).faults;

/** Throws ViewError with every fault of the view. */
export function compileView(view: unknown): CompiledView {
  const { faults, compiled } = examineView(view);
  if (!compiled) throw new ViewError(faults);
  return compiled;
}

/** A row as an object, its members in the order of the columns. */
export const rowObject = ({ columns }: CompiledView, values: readonly unknown[]): ViewRow =>
  Object.fromEntries(columns.map(({ name }, place) => [name, values[place]]));

/** Rows of all resources of the view's type, in their order. Throws ViewError, also where values do not fit the view. */
export function runView(view: unknown, resources: Iterable<unknown>): ViewRow[] {
  const compiled = compileView(view);
  const rows: ViewRow[] = [];
  for (const resource of resources)
    for (const values of compiled.rowsOf(resource)) rows.push(rowObject(compiled, values));
  return rows;
}
