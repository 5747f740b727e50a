// A ViewDefinition of SQL on FHIR v2 as JSON holds it, and what can be wrong with one.

export interface ViewColumn {
  name: string;
  path: string;
  description?: string;
  /** Lists where true; otherwise more than one value is an error. */
  collection?: boolean;
  type?: string;
}
export interface ViewSelect {
  column?: ViewColumn[];
  select?: ViewSelect[];
  forEach?: string;
  forEachOrNull?: string;
  /** Paths that are followed again and again from each node that they find. */
  repeat?: string[];
  unionAll?: ViewSelect[];
}
export interface ViewDefinition {
  resourceType?: string;
  url?: string;
  name?: string;
  title?: string;
  status?: string;
  description?: string;
  resource: string;
  constant?: ({ name: string } & Record<string, unknown>)[];
  where?: { path: string; description?: string }[];
  select: ViewSelect[];
}

/** `where` is the place inside the view: `select[0].column[1].path`. */
export interface ViewFault {
  where: string;
  message: string;
}

export class ViewError extends Error {
  readonly faults: readonly ViewFault[];
  constructor(faults: readonly ViewFault[]) {
    super(faults.map(({ where, message }) => `${where}: ${message}`).join('; '));
    this.faults = faults;
  }
}

/** Names of columns and constants, fit for any database. */
export const sqlName = /^[A-Za-z][A-Za-z0-9_]*$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

type Say = (where: string, message: string) => void;

function text(say: Say, where: string, value: unknown, required: boolean): void {
  if (value === undefined && !required) return;
  if (typeof value !== 'string' || value.trim() === '') say(where, 'must be a text');
}

function list(say: Say, where: string, value: unknown, check: (item: unknown, where: string) => void): void {
  if (value === undefined) return;
  if (!Array.isArray(value)) say(where, 'must be a list');
  else value.forEach((item, place) => check(item, `${where}[${place}]`));
}

function checkColumn(say: Say, column: unknown, where: string): void {
  if (!isObject(column)) return say(where, 'must be an object');
  text(say, `${where}.path`, column.path, true);
  if (typeof column.name !== 'string' || !sqlName.test(column.name))
    say(`${where}.name`, 'must be letters, digits and _, beginning with a letter');
  text(say, `${where}.type`, column.type, false);
  if (column.collection !== undefined && typeof column.collection !== 'boolean')
    say(`${where}.collection`, 'must be true or false');
}

const mostNested = 30;

function checkSelect(say: Say, select: unknown, where: string, depth: number): void {
  if (!isObject(select)) return say(where, 'must be an object');
  if (depth > mostNested) return say(where, 'is nested too deeply');
  const loops = ['forEach', 'forEachOrNull', 'repeat'].filter((name) => select[name] !== undefined);
  if (loops.length > 1) say(where, `has ${loops.join(' and ')}; only one of them is possible`);
  text(say, `${where}.forEach`, select.forEach, false);
  text(say, `${where}.forEachOrNull`, select.forEachOrNull, false);
  list(say, `${where}.repeat`, select.repeat, (path, at) => text(say, at, path, true));
  list(say, `${where}.column`, select.column, (column, at) => checkColumn(say, column, at));
  list(say, `${where}.select`, select.select, (one, at) => checkSelect(say, one, at, depth + 1));
  list(say, `${where}.unionAll`, select.unionAll, (one, at) => checkSelect(say, one, at, depth + 1));
  const filled = ['column', 'select', 'unionAll'].some(
    (name) => Array.isArray(select[name]) && (select[name] as unknown[]).length > 0,
  );
  if (!filled) say(where, 'selects nothing: column, select or unionAll is needed');
}

/** Faults of the shape alone; the expressions are checked when they are compiled. */
export function shapeFaults(view: unknown): ViewFault[] {
  const faults: ViewFault[] = [];
  const say: Say = (where, message) => faults.push({ where, message });
  if (!isObject(view)) return [{ where: 'ViewDefinition', message: 'must be an object' }];
  const type = view.resourceType;
  // The logical model's address, as some tools write it, names the same thing.
  if (type !== undefined && !(typeof type === 'string' && /(?:^|\/)ViewDefinition$/.test(type)))
    say('resourceType', 'must be ViewDefinition');
  text(say, 'resource', view.resource, true);
  if (!Array.isArray(view.select) || view.select.length === 0) say('select', 'must be a list with at least one entry');
  else list(say, 'select', view.select, (one, at) => checkSelect(say, one, at, 0));
  list(say, 'where', view.where, (one, at) =>
    isObject(one) ? text(say, `${at}.path`, one.path, true) : say(at, 'must be an object'),
  );
  list(say, 'constant', view.constant, (one, at) => {
    if (!isObject(one)) say(at, 'must be an object');
    else if (typeof one.name !== 'string' || !sqlName.test(one.name))
      say(`${at}.name`, 'must be letters, digits and _, beginning with a letter');
  });
  return faults;
}
