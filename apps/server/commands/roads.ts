// Loads a road network from an OpenStreetMap extract, or says which one is in use and which places it does not reach.
import { readFileSync } from 'node:fs';
import { basename, resolve } from 'node:path';
import { UsageError } from '../config.ts';
import { textFlag, type Command, type CommandCall } from './command.ts';

const openStreetMap = '© OpenStreetMap 贡献者';
const openDatabaseLicence = 'ODbL 1.0';

export const roads: Command = {
  name: 'roads',
  summary: 'load the road network of the county from an OpenStreetMap extract (.osm.pbf)',
  help: `load FILE.osm.pbf [--label NAME] [--source TEXT] [--licence TEXT]
       roads status
The label is the file's name, the source "${openStreetMap}" and the licence "${openDatabaseLicence}" unless told.
Cut the county and its surroundings out of a province with: osmium extract --bbox WEST,SOUTH,EAST,NORTH`,
  ownFlags: ['label', 'source', 'licence'],
  fault: ([what, file]) =>
    what === 'status' || (what === 'load' && file)
      ? undefined
      : 'Say what to do: roads load FILE.osm.pbf, or roads status.',
  run: (call) => (call.words[0] === 'load' ? load(call) : status(call)),
};

async function load(call: CommandCall): Promise<number> {
  const { county, folder, say } = call;
  const file = call.words[1]!;
  let content: Buffer;
  try {
    content = readFileSync(resolve(folder, file));
  } catch (error) {
    throw new UsageError(`${file} can't be read (${(error as NodeJS.ErrnoException).code}).`);
  }
  let told = 0;
  const loaded = await county.geo.roads.load(
    {
      content,
      label: textFlag(call, 'label') ?? basename(file),
      source: textFlag(call, 'source') ?? openStreetMap,
      licence: textFlag(call, 'licence') ?? openDatabaseLicence,
      synthetic: false,
    },
    (percent) => {
      if (percent < told + 25) return;
      told = percent;
      say(`${percent} %`);
    },
  );
  if (!loaded.ok) {
    const { code, parameters } = loaded.problem;
    throw new UsageError(county.kernel.messages.render('zh-CN', `problem.${code.replace('/', '.')}`, parameters));
  }
  return status(call);
}

async function status({ county, say }: CommandCall): Promise<number> {
  const { current, networks } = await county.geo.roads.status();
  const network = networks.find(({ version }) => version === current);
  if (!network) {
    say('No road network is loaded: travel times are estimates.');
    return 0;
  }
  say(`${network.label} (${network.source}, ${network.licence}), version ${network.version.slice(0, 12)}`);
  say(
    `${network.junctions} junctions, ${network.roads} roads, ${Math.round((network.metres ?? 0) / 1000)} km, ${network.turnBans} turn bans`,
  );
  const { places, loose } = await county.geo.roads.connectivity({ metres: 500 });
  say(`${places - loose.length} of ${places} places lie within 500 m of it.`);
  for (const { name, offRoadMetres } of loose.slice(0, 20))
    say(`  ${name}: ${offRoadMetres === undefined ? 'no road near' : `${offRoadMetres} m`}`);
  return 0;
}
