// Where integrators begin: the readable API page, the OpenAPI document and the FHIR capability statement.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { PageHead } from '#platform/ui/frame/staff-frame.tsx';
import { tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import styles from './interfaces.module.css';

const places = [
  { address: '/api/docs', icon: 'document', text: 'docs' },
  { address: '/api/openapi.json', icon: 'code', text: 'openapi' },
  { address: '/fhir/metadata', icon: 'record', text: 'fhir' },
] as const;

export function InterfacesPage() {
  const { t } = useTranslation();
  return (
    <>
      <PageHead title={t('bureau.interfaces')} />
      <p className="quiet">{t('bureau.interfacesText')}</p>
      <ul className={styles['places']}>
        <li>
          <Link className={tileClass} to="/conformance">
            <TileContent icon="list" title={t('bureau.interfaces.conformance')} line={t('bureau.conformanceText')} />
          </Link>
        </li>
        {places.map(({ address, icon, text }) => (
          <li key={address}>
            <a className={tileClass} href={address} target="_blank" rel="noreferrer">
              <TileContent icon={icon} title={t(`bureau.interfaces.${text}`)} line={address} />
            </a>
          </li>
        ))}
      </ul>
    </>
  );
}
