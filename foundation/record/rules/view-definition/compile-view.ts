// Compiles a view once: its columns in order, and a function from a resource to rows (SQL on FHIR v2, ViewDefinition).
import { compilePath } from '#platform/fhir/path/compile-path.ts';
import type { Path } from '#platform/fhir/path/compile-path.ts';
import type { Scope } from '#platform/fhir/path/functions.ts';
import { PathError } from '#platform/fhir/path/parse-path.ts';
import { EvaluationError, bare } from '#platform/fhir/path/values.ts';
import { isResourceType } from '#platform/fhir/structure.ts';
import { readConstants } from './constants.ts';
import { ViewError, shapeFaults } from './view.ts';
import type { ViewColumn, ViewDefinition, ViewFault, ViewSelect } from './view.ts';

export interface Column {
  name: string;
  /** FHIR type as declared, otherwise as the structure of the resource tells it. */
  type?: string;
  collection: boolean;
}
export interface CompiledView {
  resource: string;
  columns: readonly Column[];
  /** Values in the order of the columns; none for a resource of another type or one that `where` leaves out. */
  rowsOf(resource: unknown): unknown[][];
}

type Rows = (node: unknown, scope: Scope) => unknown[][];
interface Part {
  columns: Column[];
  rows: Rows;
}
interface Compiling {
  faults: ViewFault[];
  constants: ReadonlyMap<string, readonly unknown[]>;
}

/** Runs a step and tells where in the view its values did not fit. */
function telling<Result>(where: string, run: () => Result): Result {
  try {
    return run();
  } catch (error) {
    if (error instanceof EvaluationError) throw new ViewError([{ where, message: error.message }]);
    throw error;
  }
}

function pathOf(state: Compiling, text: string, where: string, inputType: string | undefined): Path | undefined {
  try {
    return compilePath(text, { inputType, variables: state.constants });
  } catch (error) {
    if (!(error instanceof PathError)) throw error;
    state.faults.push({ where, message: `${error.message} (character ${error.at + 1})` });
    return undefined;
  }
}

function columnReader(path: Path, column: ViewColumn, where: string): (node: unknown, scope: Scope) => unknown {
  return (node, scope) => {
    const values = telling(where, () => path.read(node, scope));
    if (column.collection) return values.map(bare);
    if (values.length > 1)
      throw new ViewError([
        { where, message: `${column.name} has ${values.length} values; collection must be true for that` },
      ]);
    return bare(values[0]) ?? null;
  };
}

/** Every row of the one beside every row of the other, the first in the outer loop. */
const product = (parts: readonly unknown[][][]): unknown[][] => {
  let rows: unknown[][] = [[]];
  for (const part of parts)
    rows =
      rows.length === 1 && rows[0]!.length === 0 ? part : rows.flatMap((row) => part.map((more) => [...row, ...more]));
  return rows;
};

function compileColumns(
  state: Compiling,
  columns: readonly ViewColumn[],
  where: string,
  inputType: string | undefined,
): Part {
  const readers: ((node: unknown, scope: Scope) => unknown)[] = [];
  const described: Column[] = [];
  columns.forEach((column, place) => {
    const at = `${where}.column[${place}].path`;
    const path = pathOf(state, column.path, at, inputType);
    if (path) readers.push(columnReader(path, column, at));
    described.push({ name: column.name, type: column.type ?? path?.type, collection: column.collection === true });
  });
  return { columns: described, rows: (node, scope) => [readers.map((read) => read(node, scope))] };
}

/** The branches of a union hold the same columns in the same order. */
function compileUnion(
  state: Compiling,
  branches: readonly ViewSelect[],
  where: string,
  inputType: string | undefined,
): Part {
  const parts = branches.map((branch, place) => compileSelect(state, branch, `${where}.unionAll[${place}]`, inputType));
  const columns = parts[0]?.columns ?? [];
  const names = (part: Part) => part.columns.map((column) => column.name).join(', ');
  parts.forEach((part, place) => {
    if (names(part) !== names(parts[0]!))
      state.faults.push({
        where: `${where}.unionAll[${place}]`,
        message: `has the columns ${names(part)}, the first branch ${names(parts[0]!)}`,
      });
    part.columns.forEach((column, index) => {
      if (columns[index] && columns[index].collection !== column.collection)
        state.faults.push({
          where: `${where}.unionAll[${place}]`,
          message: `${column.name} is a collection in one branch only`,
        });
    });
  });
  return { columns, rows: (node, scope) => parts.flatMap((part) => part.rows(node, scope)) };
}

/** All nodes that the paths lead to, also from the nodes found, each before what it leads to. */
function follow(paths: readonly { path: Path; where: string }[], node: unknown, scope: Scope, found: unknown[]): void {
  for (const { path, where } of paths)
    for (const next of telling(where, () => path.read(node, scope))) {
      found.push(next);
      follow(paths, next, scope, found);
    }
}

/** The nodes for which a select is evaluated, each with its type; undefined where it is its parent's node. */
function nodesOf(
  state: Compiling,
  select: ViewSelect,
  where: string,
  inputType: string | undefined,
): { type?: string; find?: (node: unknown, scope: Scope) => readonly unknown[] } {
  if (select.repeat) {
    const paths = select.repeat.flatMap((text, place) => {
      const at = `${where}.repeat[${place}]`;
      // The same path starts from nodes of several types.
      const path = pathOf(state, text, at, undefined);
      return path ? [{ path, where: at }] : [];
    });
    return {
      find(node, scope) {
        const found: unknown[] = [];
        follow(paths, node, scope, found);
        return found;
      },
    };
  }
  const text = select.forEach ?? select.forEachOrNull;
  if (text === undefined) return { type: inputType };
  const at = `${where}.${select.forEach === undefined ? 'forEachOrNull' : 'forEach'}`;
  const path = pathOf(state, text, at, inputType);
  return { type: path?.type, find: (node, scope) => (path ? telling(at, () => path.read(node, scope)) : []) };
}

function compileSelect(state: Compiling, select: ViewSelect, where: string, inputType: string | undefined): Part {
  const { type, find } = nodesOf(state, select, where, inputType);
  const parts: Part[] = [];
  if (select.column?.length) parts.push(compileColumns(state, select.column, where, type));
  select.select?.forEach((one, place) => parts.push(compileSelect(state, one, `${where}.select[${place}]`, type)));
  if (select.unionAll?.length) parts.push(compileUnion(state, select.unionAll, where, type));
  const columns = parts.flatMap((part) => part.columns);
  const rowsOf: Rows =
    parts.length === 1 ? parts[0]!.rows : (node, scope) => product(parts.map((part) => part.rows(node, scope)));
  if (!find) return { columns, rows: rowsOf };
  const orNull = select.forEachOrNull !== undefined;
  return {
    columns,
    rows(node, scope) {
      const nodes = find(node, scope);
      if (nodes.length === 0 && orNull) return [columns.map((column) => (column.collection ? [] : null))];
      return nodes.flatMap((one, rowIndex) => rowsOf(one, { ...scope, rowIndex }));
    },
  };
}

/** `where` keeps a resource when the expression is true; anything but one boolean or nothing is an error. */
function compileWhere(state: Compiling, view: ViewDefinition): (node: unknown, scope: Scope) => boolean {
  const filters = (view.where ?? []).flatMap(({ path: text }, place) => {
    const where = `where[${place}].path`;
    const path = pathOf(state, text, where, view.resource);
    if (path?.type !== undefined && path.type !== 'boolean')
      state.faults.push({ where, message: `must be true or false, but gives ${path.type}` });
    return path ? [{ path, where }] : [];
  });
  return (node, scope) =>
    filters.every(({ path, where }) => {
      const values = telling(where, () => path.read(node, scope));
      const value = bare(values[0]);
      if (values.length > 1 || (value !== undefined && typeof value !== 'boolean'))
        throw new ViewError([{ where, message: 'must be true or false' }]);
      return value === true;
    });
}

function findDuplicates(columns: readonly Column[], faults: ViewFault[]): void {
  const seen = new Set<string>();
  for (const { name } of columns) {
    if (seen.has(name)) faults.push({ where: 'select', message: `the column ${name} is there twice` });
    seen.add(name);
  }
}

/** Every fault of the view, and the view compiled where there is none. */
export function examineView(view: unknown): { faults: ViewFault[]; compiled?: CompiledView } {
  const faults = shapeFaults(view);
  if (faults.length > 0) return { faults };
  const given = view as ViewDefinition;
  const type: string = given.resource;
  if (!isResourceType(type))
    return { faults: [{ where: 'resource', message: `${String(type)} is no type of resource` }] };
  const state: Compiling = { faults, constants: readConstants(given, faults) };
  const filter = compileWhere(state, given);
  const parts = given.select.map((select, place) => compileSelect(state, select, `select[${place}]`, given.resource));
  const columns = parts.flatMap((part) => part.columns);
  findDuplicates(columns, faults);
  if (faults.length > 0) return { faults };
  return {
    faults,
    compiled: {
      resource: given.resource,
      columns,
      rowsOf(resource) {
        if ((resource as { resourceType?: string } | null)?.resourceType !== given.resource) return [];
        const scope: Scope = { resource, variables: state.constants, rowIndex: 0 };
        return filter(resource, scope) ? product(parts.map((part) => part.rows(resource, scope))) : [];
      },
    },
  };
}
