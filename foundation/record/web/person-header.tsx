// The person banner with its data: facts from the registry, dangers from the record.
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { registryRoutes } from '#foundation/registry/contract.ts';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PersonBanner, type BannerHealth } from '#platform/ui/person/person-banner.tsx';
import type { Level } from '#platform/ui/states/level.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { bannerRoute, type Banner, type ChronicColour } from '../contract.ts';

const levels: Record<ChronicColour, Level> = { red: 'red', yellow: 'amber', green: 'green' };

const healthOf = (banner: Banner): BannerHealth => ({
  allergies: banner.allergies.map((one) => ({ title: one.title, severe: one.criticality === 'high' })),
  conditions: banner.conditions.map((one) => one.title),
  colours: banner.colours.map((one) => ({ level: levels[one.colour], title: one.title })),
});

export function usePerson(personId: string) {
  const api = useApi();
  return useQuery({
    queryKey: ['person', personId],
    queryFn: ({ signal }) => api.call(registryRoutes.readPerson, { params: { personId }, signal }),
  });
}

export function PersonHeader({ personId, actions }: { personId: string; actions?: ReactNode }) {
  const api = useApi();
  const person = usePerson(personId);
  const banner = useQuery({
    queryKey: ['banner', personId],
    queryFn: ({ signal }) => api.call(bannerRoute, { params: { personId }, signal }),
  });
  return (
    <QueryView query={person} skeleton={<Skeleton height={84} />}>
      {(facts) => (
        <PersonBanner
          person={{
            name: facts.name,
            sex: facts.sex,
            simulated: facts.simulated,
            ...(facts.birthOn && { bornOn: facts.birthOn }),
            ...(facts.deceasedOn && { deceasedOn: facts.deceasedOn }),
            ...((facts.townshipName ?? facts.villageName) && {
              village: [facts.townshipName, facts.villageName].filter(Boolean).join(' '),
            }),
            ...(facts.idNumber && { cardTail: facts.idNumber.slice(-4) }),
            ...(facts.team && { familyDoctor: facts.team.responsibleName }),
          }}
          {...(banner.data && { health: healthOf(banner.data) })}
          healthFailed={banner.isError}
          actions={actions}
        />
      )}
    </QueryView>
  );
}
