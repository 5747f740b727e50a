// The rooms of home care in the clinic's portal.
import type { RouteObject } from 'react-router';

export const homeCareRooms: RouteObject[] = [
  {
    path: 'home-care/desk',
    lazy: async () => ({ Component: (await import('#care/home-care/web/clinic/desk-page.tsx')).DeskPage }),
  },
  {
    path: 'home-care/work',
    lazy: async () => ({ Component: (await import('#care/home-care/web/clinic/work-page.tsx')).WorkPage }),
  },
  {
    path: 'home-care/visits/:personId/:orderId',
    lazy: async () => ({ Component: (await import('#care/home-care/web/clinic/visit-page.tsx')).VisitPage }),
  },
  {
    path: 'home-care/elders',
    lazy: async () => {
      const { EldersPage } = await import('#care/home-care/web/elders-page.tsx');
      return { Component: () => <EldersPage portal="clinic" opens /> };
    },
  },
  {
    path: 'home-care/coverage',
    lazy: async () => {
      const { CoveragePage } = await import('#care/home-care/web/bureau/coverage-page.tsx');
      return { Component: () => <CoveragePage portal="clinic" /> };
    },
  },
  {
    path: 'home-care/catalogue',
    lazy: async () => ({ Component: (await import('#care/home-care/web/catalogue-page.tsx')).CataloguePage }),
  },
  {
    path: 'home-care/nurses',
    lazy: async () => ({ Component: (await import('#care/home-care/web/nurses-page.tsx')).NursesPage }),
  },
];
