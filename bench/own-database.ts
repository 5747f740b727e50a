// A database of a bench's own on the server of a given address, or the county that stands there already.
import pg from 'pg';

export interface OwnDatabase {
  url: string;
  /** Flags for the server, such as the key of a county that stood before. */
  flags: string[];
  drop(): Promise<void>;
}

async function holdsCounty(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ there: string | null }>(
      `select to_regclass('settings.instance')::text as there`,
    );
    if (!rows[0]?.there) return false;
    const facts = await client.query(`select 1 from settings.instance where name = 'seeded' and value = 'whole'`);
    return facts.rows.length > 0;
  } finally {
    await client.end();
  }
}

/**
 * Where the address names a seeded demo county, that one is used as it stands (its key by TIANMU_KEY_FILE); else a
 * database `tianmu_bench_<name>_<pid>` is made beside it and dropped at the end.
 */
export async function ownDatabase(address: string, name: string): Promise<OwnDatabase> {
  if (await holdsCounty(address)) return { url: address, flags: [], drop: async () => undefined };
  const database = `tianmu_bench_${name}_${process.pid}`;
  const admin = async (sql: string) => {
    const client = new pg.Client({ connectionString: address });
    await client.connect();
    await client.query(sql).finally(() => client.end());
  };
  await admin(`create database ${database}`);
  const url = new URL(address);
  url.pathname = `/${database}`;
  return { url: url.href, flags: [], drop: () => admin(`drop database if exists ${database} with (force)`) };
}
