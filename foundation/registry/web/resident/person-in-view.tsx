// Whose pages a resident looks at: the own ones, or those of a family member for whom they stand in.
import { useQuery } from '@tanstack/react-query';
import { createContext, useContext, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useApi } from '#platform/ui/api/api-context.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { registryRoutes, type MyPerson } from '../../contract.ts';

interface InView {
  person: MyPerson;
  people: readonly MyPerson[];
  choose: (personId: string) => void;
}
const InViewContext = createContext<InView | undefined>(undefined);

export function usePersonInView(): InView {
  const inView = useContext(InViewContext);
  if (!inView) throw new Error('usePersonInView needs a resident portal around it.');
  return inView;
}

export function PersonInViewProvider({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const api = useApi();
  const query = useQuery({
    queryKey: ['my-people'],
    queryFn: ({ signal }) => api.call(registryRoutes.myPeople, { signal }),
    staleTime: 5 * 60_000,
  });
  return (
    <QueryView query={query}>
      {({ people }) =>
        people.length > 0 ? (
          <Chosen people={people}>{children}</Chosen>
        ) : (
          <Empty title={t('registry.noPerson')} icon="person">
            {t('registry.noPersonText')}
          </Empty>
        )
      }
    </QueryView>
  );
}

const chosenKey = 'tianmu.person-in-view';

function Chosen({ people, children }: { people: readonly MyPerson[]; children: ReactNode }) {
  const [chosen, setChosen] = useState(() => sessionStorage.getItem(chosenKey));
  const own = people.find((one) => one.as === 'self') ?? (people[0] as MyPerson);
  const person = people.find((one) => one.person.personId === chosen) ?? own;
  const value = useMemo(
    () => ({
      person,
      people,
      choose: (personId: string) => {
        sessionStorage.setItem(chosenKey, personId);
        setChosen(personId);
      },
    }),
    [person, people],
  );
  return <InViewContext value={value}>{children}</InViewContext>;
}
