// The texts of the residents' portal.
import messagingChinese from '#foundation/messaging/web/messages/zh-CN.json' with { type: 'json' };
import recordChinese from '#foundation/record/web/messages/zh-CN.json' with { type: 'json' };
import ordersChinese from '#foundation/orders/web/messages/zh-CN.json' with { type: 'json' };
import registryChinese from '#foundation/registry/web/messages/zh-CN.json' with { type: 'json' };
import rovingChinese from '#programmes/roving/web/resident/messages/zh-CN.json' with { type: 'json' };
import familyChinese from '#programmes/family-doctor/web/messages/zh-CN.json' with { type: 'json' };
import chronicChinese from '#programmes/chronic-care/web/messages/zh-CN.json' with { type: 'json' };
import chronicResidentChinese from '#programmes/chronic-care/web/resident/messages/zh-CN.json' with { type: 'json' };
import uiChinese from '#platform/ui/messages/zh-CN.json' with { type: 'json' };
import type { PortalMessages } from '#platform/ui/i18n/i18n.ts';
import portalChinese from '../messages/zh-CN.json' with { type: 'json' };
import chinese from './messages/zh-CN.json' with { type: 'json' };

export const residentMessages: PortalMessages = {
  chinese: [
    uiChinese,
    ordersChinese,
    registryChinese,
    recordChinese,
    messagingChinese,
    familyChinese,
    chronicChinese,
    chronicResidentChinese,
    rovingChinese,
    portalChinese,
    chinese,
  ],
  english: async () => {
    const all = await Promise.all([
      import('#platform/ui/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/orders/web/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/registry/web/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/record/web/messages/en.json', { with: { type: 'json' } }),
      import('#foundation/messaging/web/messages/en.json', { with: { type: 'json' } }),
      import('#programmes/family-doctor/web/messages/en.json', { with: { type: 'json' } }),
      import('#programmes/chronic-care/web/messages/en.json', { with: { type: 'json' } }),
      import('#programmes/chronic-care/web/resident/messages/en.json', { with: { type: 'json' } }),
      import('#programmes/roving/web/resident/messages/en.json', { with: { type: 'json' } }),
      import('../messages/en.json', { with: { type: 'json' } }),
      import('./messages/en.json', { with: { type: 'json' } }),
    ]);
    return all.map((one) => one.default);
  },
};
