// Front door of home care: services at home on order, and care of disabled elders.
import type { Sql } from '#platform/kernel/db/db.ts';
import type { Context } from '#platform/kernel/context.ts';
import { readCatalogue } from '#platform/kernel/messages/catalogue.ts';
import type { CatalogueItem } from '../rules/catalogue-item.ts';
import { homeService } from '../order-kinds/home-service.ts';
import { homeCareTopic } from '../visits-contract.ts';
import { elderServiceHooks, fiveServices } from './order-hooks/elder-services.ts';
import { homeServiceHooks } from './order-hooks/home-service.ts';
import type { Parts } from './parts.ts';
import { listedAmong } from './store/elder.ts';
import { permissions } from './permissions.ts';
import { endpointsOf } from './routes.ts';
import type { HomeNursingPlatform } from './ports.ts';
import { reportJob, reportVisits } from './use-cases/report-to-platform.ts';
import { loadHomeCare, type HomeCareLoad } from './use-cases/bulk-load.ts';
import { visitEndpoints } from './visit-routes.ts';
import { catalogueOf } from './use-cases/catalogue.ts';
import { coverageFacts } from './use-cases/coverage.ts';

export { platformHttpAdapter } from './platform-http-adapter.ts';
export type { HomeNursingPlatform } from './ports.ts';
export type { HomeCareLoad } from './use-cases/bulk-load.ts';

export interface HomeCare {
  readonly context: Context;
  /** What an institution offers on a day; its own rows stand before the county's. */
  catalogue(organisationId: string, on: string): Promise<CatalogueItem[]>;
  /** Connects the province's home nursing platform: it is told of every visit finished from then on. */
  registerPlatform(platform: HomeNursingPlatform): void;
  /** Tells what is due now; the clock does it every minute. */
  reportVisits(): Promise<number>;
  /** Of these people those who stand in the list of disabled elders; the caller has checked access. */
  disabledAmong(q: Sql, personIds: readonly string[]): Promise<Set<string>>;
  /** Rows of a generated county. */
  bulkLoad(load: HomeCareLoad): Promise<void>;
}

export function createHomeCare(below: Omit<Parts, 'platform'>): HomeCare {
  const parts: Parts = { ...below };
  const { kernel, indicators, orders } = parts;
  orders.registerKind(homeService, homeServiceHooks(parts));
  for (const one of fiveServices) orders.registerKind(one.kind, elderServiceHooks(parts, orders, one));
  indicators.registerFacts({
    catalogue: 'home-care',
    indicator: 'C1',
    facts: (q, month) => coverageFacts(parts, q, month),
  });
  return {
    disabledAmong: listedAmong,
    context: {
      // Also the schema's name, which knows no hyphen.
      name: 'home_care',
      migrations: new URL('./migrations/', import.meta.url),
      permissions,
      endpoints: [...endpointsOf(parts), ...visitEndpoints(parts)],
      jobs: [
        {
          kind: reportJob,
          run: async () => {
            await reportVisits(parts);
          },
        },
      ],
      schedules: [{ kind: reportJob, everySeconds: 60 }],
      liveTopics: [{ name: homeCareTopic, permission: 'home-care.desk.read' }],
      messages: readCatalogue(new URL('../messages/', import.meta.url)),
    },
    registerPlatform: (platform) => void (parts.platform = platform),
    reportVisits: () => reportVisits(parts),
    catalogue: (organisationId, on) => catalogueOf(parts, kernel.db, organisationId, on),
    bulkLoad: (load) => loadHomeCare(parts, load),
  };
}
