// The rooms of home care in the bureau's portal.
import type { RouteObject } from 'react-router';

export const homeCareRooms: RouteObject[] = [
  {
    path: 'home-care/coverage',
    lazy: async () => {
      const { CoveragePage } = await import('#care/home-care/web/bureau/coverage-page.tsx');
      return { Component: () => <CoveragePage portal="bureau" /> };
    },
  },
  {
    path: 'home-care/elders',
    lazy: async () => {
      const { EldersPage } = await import('#care/home-care/web/elders-page.tsx');
      return { Component: () => <EldersPage portal="bureau" /> };
    },
  },
  {
    path: 'home-care/catalogue',
    lazy: async () => ({ Component: (await import('#care/home-care/web/catalogue-page.tsx')).CataloguePage }),
  },
  {
    path: 'home-care/policies',
    lazy: async () => ({ Component: (await import('#care/home-care/web/bureau/policies-page.tsx')).PoliciesPage }),
  },
  {
    path: 'home-care/nurses',
    lazy: async () => ({ Component: (await import('#care/home-care/web/nurses-page.tsx')).NursesPage }),
  },
];
