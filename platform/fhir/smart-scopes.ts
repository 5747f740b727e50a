// SMART App Launch 2 scopes: what an app may do with which types, on whose behalf; both spellings, read/write and cruds.
import { resourceTypes as resourceTypeText } from './generated/types.ts';

/** Create, read (with versions and history), update, delete, search. */
export type Interaction = 'c' | 'r' | 'u' | 'd' | 's';
export const scopeLevels = ['patient', 'user', 'system'] as const;
export type ScopeLevel = (typeof scopeLevels)[number];

export interface ResourceScope {
  level: ScopeLevel;
  /** A resource type, or `*` for all. */
  type: string;
  interactions: ReadonlySet<Interaction>;
}

/** Scopes beside those of resources that this server knows. */
export const launchScopes = ['openid', 'fhirUser', 'launch/patient', 'offline_access', 'online_access'] as const;

const types = resourceTypeText.trim().split('\n');
const knownTypes: ReadonlySet<string> = new Set(types);
const firstVersion: Record<string, string> = { read: 'rs', write: 'cud', '*': 'cruds' };
const pattern = /^(patient|user|system)\/(\*|[A-Z][A-Za-z]*)\.(read|write|\*|c?r?u?d?s?)$/;

/** The scope in parts; undefined for unknown types, other spellings and scopes with a query (`?`). */
export function parseResourceScope(scope: string): ResourceScope | undefined {
  const found = pattern.exec(scope);
  if (!found) return undefined;
  const [, level, type, wanted] = found as unknown as [string, ScopeLevel, string, string];
  if (wanted === '' || (type !== '*' && !knownTypes.has(type))) return undefined;
  return { level, type, interactions: new Set((firstVersion[wanted] ?? wanted) as Iterable<Interaction>) };
}

export const isKnownScope = (scope: string): boolean =>
  (launchScopes as readonly string[]).includes(scope) || parseResourceScope(scope) !== undefined;

export const splitScopes = (text: string | undefined): string[] => (text ?? '').split(/\s+/).filter(Boolean);

/** True where one of the scopes opens this interaction with this type. */
export function scopesAllow(scopes: readonly string[], type: string, interaction: Interaction): boolean {
  return scopes.some((scope) => {
    const parsed = parseResourceScope(scope);
    return (
      parsed !== undefined && (parsed.type === '*' || parsed.type === type) && parsed.interactions.has(interaction)
    );
  });
}

/** The narrowest scope that would open the interaction: for the words of a refusal. */
export const neededScope = (scopes: readonly string[], type: string, interaction: Interaction): string =>
  `${scopes.map(parseResourceScope).find((parsed) => parsed)?.level ?? 'patient'}/${type}.${interaction}`;

/** True where everything that `asked` opens is open under `allowed` too. */
export function isWithin(asked: string, allowed: readonly string[]): boolean {
  const wanted = parseResourceScope(asked);
  if (!wanted) return allowed.includes(asked);
  const sameLevel = allowed.filter((scope) => parseResourceScope(scope)?.level === wanted.level);
  return [...wanted.interactions].every((interaction) => scopesAllow(sameLevel, wanted.type, interaction));
}

/** True for a grant that concerns one person only, whoever gave it. */
export const isForOnePerson = (scopes: readonly string[]): boolean =>
  scopes.some((scope) => scope === 'launch/patient' || scope.startsWith('patient/'));

let every: readonly string[] | undefined;
/** Every scope that this server accepts (some 15,000): the provider compares by name. */
export function allScopes(): readonly string[] {
  if (every) return every;
  const letters = ['c', 'r', 'u', 'd', 's'];
  const subsets = Array.from({ length: 31 }, (_, index) =>
    letters.filter((_letter, bit) => ((index + 1) >> bit) & 1).join(''),
  );
  const suffixes = ['read', 'write', '*', ...subsets];
  every = [
    ...launchScopes,
    ...scopeLevels.flatMap((level) =>
      ['*', ...types].flatMap((type) => suffixes.map((suffix) => `${level}/${type}.${suffix}`)),
    ),
  ];
  return every;
}
