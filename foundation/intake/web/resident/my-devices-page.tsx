// 我的设备: what is lent to a resident or their own, and measuring now, over Bluetooth where the browser can, or by hand.
import { useQuery } from '@tanstack/react-query';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { useMe } from '#platform/ui/portal/session.ts';
import { QueryView } from '#platform/ui/states/query-view.tsx';
import { Empty } from '#platform/ui/states/states.tsx';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { intakeRoutes, type Binding } from '../../contract.ts';
import { intakeKey } from '../use-intake.ts';
import { MeasureNow } from './measure-now.tsx';

export function MyDevicesPage() {
  const { t } = useWords();
  const api = useApi();
  const me = useMe();
  const { person } = usePersonInView();
  const { personId, name } = person.person;
  const devices = useQuery({
    queryKey: [...intakeKey, 'mine', personId],
    queryFn: ({ signal }) => api.call(intakeRoutes.bindings, { params: { personId }, signal }),
  });
  const own = me.personId === personId;
  return (
    <>
      <title>{t('intake.my.title')}</title>
      <h1>{own ? t('intake.my.title') : t('intake.my.titleOf', { name })}</h1>
      <MeasureNow personId={personId} />
      <h2>{t('intake.my.list')}</h2>
      <QueryView query={devices}>
        {({ items }) => {
          const here = items.filter(({ toAt }) => toAt === undefined);
          return here.length === 0 ? (
            <Empty title={t('intake.my.none')} icon="measurement">
              {t('intake.my.noneText')}
            </Empty>
          ) : (
            <>
              {here.map((one) => (
                <DeviceCard key={one.bindingId} device={one} />
              ))}
            </>
          );
        }}
      </QueryView>
    </>
  );
}

function DeviceCard({ device }: { device: Binding }) {
  const { t, instant, date } = useWords();
  return (
    <Card title={t(`intake.kind.${device.kind}`)}>
      <p>
        {device.model}
        <br />
        <span className="quiet">{t('intake.my.serial', { serial: device.serial })}</span>
      </p>
      <p>{t(`intake.my.basis.${device.basis}`, { on: date(device.fromAt.slice(0, 10)) })}</p>
      <p>{device.lastTakenAt ? t('intake.my.last', { at: instant(device.lastTakenAt) }) : t('intake.my.never')}</p>
    </Card>
  );
}
