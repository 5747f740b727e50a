// Posted speed limits as OpenStreetMap writes them: numbers with units, or a country and a kind of road.

const kilometresPerMile = 1.609344;
// Limits in law where a sign names only the kind of road (wiki.openstreetmap.org/wiki/Default_speed_limits); CN: 道路交通安全法实施条例, article 45.
const lawful: Readonly<Record<string, number>> = {
  'CN:urban': 50,
  'CN:rural': 70,
  'CN:motorway': 120,
  'FR:urban': 50,
  'FR:rural': 80,
  'FR:motorway': 130,
  'RU:urban': 60,
  'RU:rural': 90,
  'RU:motorway': 110,
  'RU:living_street': 20,
  'DE:urban': 50,
  'DE:rural': 100,
  'ES:urban': 50,
  'ES:rural': 90,
};

/** A country has few different signs: each is read once. */
const read = new Map<string, number | undefined>();
const mostRemembered = 1000;

/** Kilometres an hour; undefined where none is given or it cannot be read. */
export function speedLimit(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const known = read.get(text);
  if (known !== undefined || read.has(text)) return known;
  const limit = readLimit(text);
  if (read.size < mostRemembered) read.set(text, limit);
  return limit;
}

function readLimit(text: string): number | undefined {
  const match = /^(\d+(?:\.\d+)?)\s*(km\/h|kmh|kph|mph|knots)?$/.exec(text.trim());
  if (!match) return lawful[text.trim()] ?? (text === 'walk' ? 6 : undefined);
  const value = Number(match[1]);
  const limit = match[2] === 'mph' ? value * kilometresPerMile : match[2] === 'knots' ? value * 1.852 : value;
  return limit >= 1 && limit <= 160 ? limit : undefined;
}

/** `HH:MM`, `HH:MM:SS`, minutes or ISO 8601, in seconds. */
export function durationSeconds(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const iso = /^PT(?:(\d+)H)?(?:(\d+)M)?(?:(\d+)S)?$/.exec(text);
  if (iso) return 3600 * Number(iso[1] ?? 0) + 60 * Number(iso[2] ?? 0) + Number(iso[3] ?? 0) || undefined;
  const parts = text.split(':').map(Number);
  if (parts.some((part) => !Number.isFinite(part)) || parts.length > 3) return undefined;
  const seconds = parts.length === 1 ? 60 * parts[0]! : 3600 * parts[0]! + 60 * parts[1]! + (parts[2] ?? 0);
  return seconds > 0 ? seconds : undefined;
}
