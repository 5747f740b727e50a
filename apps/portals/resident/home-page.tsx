// The resident's home: a greeting, the next step and the newest values, and the way to everything else.
import { Link } from 'react-router';
import { MyOrdersTile } from '#foundation/orders/web/resident/my-orders-tile.tsx';
import { MyHealth } from '#foundation/record/web/resident/my-health.tsx';
import { HomeCareTile } from '#care/home-care/web/resident/home-care-tile.tsx';
import { DevicesTile } from '#foundation/intake/web/resident/devices-tile.tsx';
import { FamilySwitch } from '#foundation/registry/web/resident/family-switch.tsx';
import { NewNotices } from '#foundation/messaging/web/resident/notices.tsx';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { MyChronicTile } from '#programmes/chronic-care/web/resident/my-chronic-tile.tsx';
import { MyDoctorTile } from '#programmes/family-doctor/web/resident/my-doctor-tile.tsx';
import { CtTile } from '#programmes/roving/web/resident/ct-tile.tsx';
import { NextVisit } from '#programmes/roving/web/resident/next-visit.tsx';
import { tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import { useWords } from '#platform/ui/i18n/use-words.ts';
import { greetingAt } from './greeting.ts';
import styles from './resident.module.css';

export function HomePage() {
  const { t } = useWords();
  const { person } = usePersonInView();
  return (
    <>
      <title>{t('resident.name')}</title>
      <h1>{t(`resident.greeting.${greetingAt(new Date())}`, { name: person.person.name })}</h1>
      <FamilySwitch />
      <NewNotices />
      <MyHealth />
      <ul className={styles['tiles']}>
        <li>
          <MyDoctorTile />
        </li>
        <li>
          <MyChronicTile />
        </li>
        <li>
          <Link to="/health-index" className={tileClass}>
            <TileContent icon="measurement" title={t('portrait.mine')} line={t('portrait.mineLine')} />
          </Link>
        </li>
        <li>
          <Link to="/annual-report" className={tileClass}>
            <TileContent icon="record" title={t('report.mine')} line={t('report.mineLine')} />
          </Link>
        </li>
        <li>
          <Link to="/risk" className={tileClass}>
            <TileContent icon="shield" title={t('risk.mine')} line={t('risk.mineLine')} />
          </Link>
        </li>
        <li>
          <Link to="/medicines" className={tileClass}>
            <TileContent icon="medication" title={t('resident.medicines')} line={t('resident.medicinesLine')} />
          </Link>
        </li>
        <li>
          <NextVisit />
        </li>
        <li>
          <MyOrdersTile />
        </li>
        <li>
          <CtTile />
        </li>
        <li>
          <HomeCareTile />
        </li>
        <li>
          <DevicesTile />
        </li>
        <li>
          <Link to="/record" className={tileClass}>
            <TileContent icon="record" title={t('resident.record')} line={t('resident.recordLine')} />
          </Link>
        </li>
        <li>
          <Link to="/notices" className={tileClass}>
            <TileContent icon="bell" title={t('messaging.notices')} line={t('resident.noticesLine')} />
          </Link>
        </li>
        <li>
          <Link to="/looked" className={tileClass}>
            <TileContent icon="eye" title={t('resident.looked')} line={t('resident.lookedLine')} />
          </Link>
        </li>
      </ul>
    </>
  );
}
