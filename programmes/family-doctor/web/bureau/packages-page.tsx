// The county's packages and services: what is in force, a new version from a day on, and when contracts may be renewed.
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#platform/ui/actions/button.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMay } from '#platform/ui/portal/session.ts';
import { SimulatedBadge } from '#platform/ui/states/badges.tsx';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Skeleton } from '#platform/ui/states/states.tsx';
import { Worklist, type WorklistColumn } from '#platform/ui/worklist/worklist.tsx';
import { contractRoutes, permissions, type PackagesReply } from '../../contract.ts';
import type { ServiceItem, ServicePackage } from '../../rules/package.ts';
import { familyKey } from '../use-family.ts';
import { FamilyRooms } from './family-rooms.tsx';
import { PackageForm } from './package-form.tsx';
import { PolicyCard } from './policy-card.tsx';
import { ServiceForm } from './service-form.tsx';
import styles from '../family.module.css';

export function PackagesPage() {
  const { t } = useWords();
  const api = useApi();
  const packages = useQuery({
    queryKey: [...familyKey, 'packages'],
    queryFn: ({ signal }) => api.call(contractRoutes.packages, { signal }),
  });
  return (
    <div className={styles['stack']}>
      <PageHead title={t('family-doctor.room.packages')} />
      <FamilyRooms />
      <QueryView query={packages} skeleton={<Skeleton lines={10} />}>
        {(data) => (
          <>
            {data.packages.some(({ simulated }) => simulated) && (
              <p className={styles['notice']}>{t('family-doctor.sampleCounty')}</p>
            )}
            <Packages data={data} />
            <Services data={data} />
          </>
        )}
      </QueryView>
      <PolicyCard />
    </div>
  );
}

function Packages({ data }: { data: PackagesReply }) {
  const { t, money, date } = useWords();
  const mayEdit = useMay(permissions.editPackages);
  const [edited, setEdited] = useState<ServicePackage | 'new'>();
  const names = new Map(data.services.map(({ code, name }) => [code, name]));
  const columns: WorklistColumn<ServicePackage>[] = [
    {
      key: 'name',
      title: t('family-doctor.package'),
      render: (row) => (
        <>
          <strong>{row.name}</strong> {row.simulated && <SimulatedBadge />}
        </>
      ),
    },
    {
      key: 'group',
      title: t('family-doctor.forGroup'),
      render: (row) => (row.group ? t(`family-doctor.group.${row.group}`) : t('family-doctor.everybody')),
    },
    ...(['person', 'fund', 'public-health'] as const).map((payer): WorklistColumn<ServicePackage> => ({
      key: payer,
      title: t(`family-doctor.payer.${payer}`),
      align: 'right',
      render: (row) => money(row.amounts[payer]),
    })),
    {
      key: 'items',
      title: t('family-doctor.services'),
      render: (row) =>
        row.items.map(({ service, timesAYear }) => `${names.get(service) ?? service} ×${timesAYear}`).join('、'),
    },
    { key: 'from', title: t('family-doctor.validFrom'), render: (row) => date(row.validFrom) },
    {
      key: 'act',
      title: '',
      render: (row) => mayEdit && <Button onClick={() => setEdited(row)}>{t('family-doctor.newVersion')}</Button>,
    },
  ];
  return (
    <section className={styles['stack']} aria-label={t('family-doctor.packages')}>
      <div className={`${styles['row']} ${styles['between']}`}>
        <h2>{t('family-doctor.packages')}</h2>
        {mayEdit && <Button onClick={() => setEdited('new')}>{t('family-doctor.addPackage')}</Button>}
      </div>
      {edited && (
        <PackageForm
          key={edited === 'new' ? 'new' : edited.code}
          of={edited === 'new' ? undefined : edited}
          services={data.services}
          onDone={() => setEdited(undefined)}
        />
      )}
      <Worklist
        label={t('family-doctor.packages')}
        columns={columns}
        rows={data.packages}
        rowKey={(row) => row.code}
        empty={null}
      />
    </section>
  );
}

function Services({ data }: { data: PackagesReply }) {
  const { t, date } = useWords();
  const mayEdit = useMay(permissions.editPackages);
  const [edited, setEdited] = useState<ServiceItem | 'new'>();
  const columns: WorklistColumn<ServiceItem>[] = [
    {
      key: 'name',
      title: t('family-doctor.service'),
      render: (row) => (
        <>
          <strong>{row.name}</strong> {row.simulated && <SimulatedBadge />}
        </>
      ),
    },
    { key: 'text', title: t('family-doctor.serviceText'), render: (row) => row.text },
    {
      key: 'counted',
      title: t('family-doctor.countedBy'),
      render: (row) =>
        [
          ...(row.countedBy.forms ?? []).map((form) => t(`family-doctor.form.${form}`)),
          ...(row.countedBy.visits ?? []).map((kind) => t(`family-doctor.visit.${kind}`)),
        ].join('、') || t('family-doctor.byHand'),
    },
    { key: 'from', title: t('family-doctor.validFrom'), render: (row) => date(row.validFrom) },
    {
      key: 'act',
      title: '',
      render: (row) => mayEdit && <Button onClick={() => setEdited(row)}>{t('family-doctor.newVersion')}</Button>,
    },
  ];
  return (
    <section className={styles['stack']} aria-label={t('family-doctor.tenServices')}>
      <div className={`${styles['row']} ${styles['between']}`}>
        <h2>{t('family-doctor.tenServices')}</h2>
        {mayEdit && <Button onClick={() => setEdited('new')}>{t('family-doctor.addService')}</Button>}
      </div>
      {edited && (
        <ServiceForm
          key={edited === 'new' ? 'new' : edited.code}
          of={edited === 'new' ? undefined : edited}
          onDone={() => setEdited(undefined)}
        />
      )}
      <Worklist
        label={t('family-doctor.tenServices')}
        columns={columns}
        rows={data.services}
        rowKey={(row) => row.code}
        empty={null}
      />
    </section>
  );
}
