// The server that the bench `record` measures: a county as it is served, and beside it the same rows by raw statements.
import pg from 'pg';
import { readArguments, readConfig } from '../apps/server/config.ts';
import { openCounty } from '../apps/server/open-county.ts';
import { seedDemo } from '../apps/server/seed-demo.ts';

const config = readConfig(readArguments(process.argv.slice(2)).flags);
const say = (line: string) => void process.stderr.write(`${line}\n`);
const county = await openCounty(config);
if (config.demo) await seedDemo(county, config, say);

/** The peer: the driver's pool behind the same HTTP server, without identity, policy, audit or FHIR. */
if (config.database) {
  // As good as a raw statement gets: prepared, planned once.
  const options = '-c plan_cache_mode=force_generic_plan';
  const pool = new pg.Pool({ connectionString: config.database, max: 16, options });
  county.server.get<{ Params: { id: string } }>('/bench/read/:id', async (request, reply) => {
    const { rows } = await pool.query<{ content: string }>({
      name: 'read',
      text: `select t.content from record.observation t where t.id = $1
             and t.patient_id = (select i.patient_id from record.resource_id i where i.id = $1 and i.type = 'Observation')`,
      values: [request.params.id],
    });
    return reply.type('application/fhir+json; charset=utf-8').send(rows[0]!.content);
  });
  county.server.get<{ Querystring: { patient: string; code: string; date: string } }>(
    '/bench/search',
    async (request, reply) => {
      const { patient, code, date } = request.query;
      const { rows } = await pool.query<{ content: string }>({
        name: 'search',
        text: `select t.content from record.observation t where t.patient_id = $1 and t.code = $2 and t.lo >= $3
               order by t.lo desc limit 20`,
        values: [patient, code, date],
      });
      const entries = rows.map((row) => `{"resource":${row.content}}`).join(',');
      return reply
        .type('application/fhir+json; charset=utf-8')
        .send(`{"resourceType":"Bundle","type":"searchset","entry":[${entries}]}`);
    },
  );
}
await county.startWork();
await county.server.listen({ host: config.host, port: config.port });
county.readiness.ready = true;
const stop = () => void county.stop().then(() => process.exit(0));
process.on('SIGTERM', stop);
process.on('SIGINT', stop);
