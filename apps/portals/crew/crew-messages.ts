// The texts of the crew's portal. Both languages lie on the device: no network is at hand to fetch one.
import formChinese from '#foundation/knowledge/web/form/messages/zh-CN.json' with { type: 'json' };
import syncChinese from '#foundation/sync/web/messages/zh-CN.json' with { type: 'json' };
import uiChinese from '#platform/ui/messages/zh-CN.json' with { type: 'json' };
import rovingChinese from '#programmes/roving/web/crew/messages/zh-CN.json' with { type: 'json' };
import billingChinese from '#foundation/billing/web/messages/zh-CN.json' with { type: 'json' };
import pharmacyChinese from '#care/pharmacy/web/messages/zh-CN.json' with { type: 'json' };
import diagnosticsChinese from '#care/diagnostics/web/messages/zh-CN.json' with { type: 'json' };
import rovingClinicChinese from '#programmes/roving/web/clinic/messages/zh-CN.json' with { type: 'json' };
import type { PortalMessages } from '#platform/ui/i18n/i18n.ts';
import portalChinese from '../messages/zh-CN.json' with { type: 'json' };
import chinese from './messages/zh-CN.json' with { type: 'json' };

export const crewMessages: PortalMessages = {
  chinese: [
    uiChinese,
    syncChinese,
    formChinese,
    rovingChinese,
    billingChinese,
    pharmacyChinese,
    diagnosticsChinese,
    rovingClinicChinese,
    portalChinese,
    chinese,
  ],
  english: async () => {
    const all = await Promise.all([
      import('#platform/ui/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/sync/web/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/knowledge/web/form/messages/en.json', { with: { type: 'json' } }),
      import('#programmes/roving/web/crew/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/billing/web/messages/en.json', { with: { type: 'json' } }),
      import('#care/pharmacy/web/messages/en.json', { with: { type: 'json' } }),
      import('#care/diagnostics/web/messages/en.json', { with: { type: 'json' } }),
      import('#programmes/roving/web/clinic/messages/en.json', { with: { type: 'json' } }),
      import('../messages/en.json', { with: { type: 'json' } }),
      import('./messages/en.json', { with: { type: 'json' } }),
    ]);
    return all.map((one) => one.default);
  },
};
