// The resident's own settings: whose pages, size of text, language, and the way out.
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MyLinks } from '#foundation/identity-link/web/account/my-links.tsx';
import { FamilySwitch } from '#foundation/registry/web/resident/family-switch.tsx';
import { usePersonInView } from '#foundation/registry/web/resident/person-in-view.tsx';
import { signOutEverywhere } from '#platform/access-contract.ts';
import { Button } from '#platform/ui/actions/button.tsx';
import { Confirm } from '#platform/ui/actions/confirm.tsx';
import { useApi } from '#platform/ui/api/api-context.ts';
import { Card, tileClass, TileContent } from '#platform/ui/elder/tile.tsx';
import { ElderSwitch } from '#platform/ui/elder/elder-switch.tsx';
import { LanguageSwitch } from '#platform/ui/frame/language-switch.tsx';
import { doorAddress, useMe, useSignOut } from '#platform/ui/portal/session.ts';
import { Failure } from '#platform/ui/states/states.tsx';
import { useState } from 'react';
import { ConnectedApps } from '../account/connected-apps.tsx';
import styles from './resident.module.css';

export function SettingsPage() {
  const { t } = useTranslation();
  const me = useMe();
  const { people } = usePersonInView();
  const api = useApi();
  const signOut = useSignOut('resident');
  const [asking, setAsking] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const everywhere = async () => {
    try {
      await api.call(signOutEverywhere);
      location.assign(doorAddress('resident', ''));
    } catch (error) {
      setAsking(false);
      setFailure(error);
    }
  };
  return (
    <>
      <title>{t('resident.settings')}</title>
      <h1>{me.displayName}</h1>
      <FamilySwitch />
      <Link to="/family" className={tileClass}>
        <TileContent icon="people" title={t('registry.myFamily')} line={t('registry.myFamilyLine')} />
      </Link>
      <Link to="/consents" className={tileClass}>
        <TileContent icon="shield" title={t('registry.consents')} line={t('registry.consentsLine')} />
      </Link>
      <Card title={t('resident.reading')}>
        <p>{t('resident.readingText')}</p>
        <div className={styles['row']}>
          <ElderSwitch />
          <LanguageSwitch />
        </div>
      </Card>
      <Card title={t('identityLink.mine')}>
        <MyLinks portal="resident" />
      </Card>
      <Card title={t('portal.apps')}>
        <ConnectedApps nameOf={(id) => people.find((one) => one.person.personId === id)?.person.name} />
      </Card>
      <Card title={t('resident.account')}>
        {failure !== undefined && <Failure error={failure} />}
        <div className={styles['row']}>
          <Button icon="leave" onClick={() => void signOut()}>
            {t('ui.signOut')}
          </Button>
          <Button kind="danger" onClick={() => setAsking(true)}>
            {t('resident.everywhere')}
          </Button>
        </div>
        <Confirm
          open={asking}
          title={t('resident.everywhereTitle')}
          verb={t('resident.everywhere')}
          onClose={() => setAsking(false)}
          onConfirm={() => void everywhere()}
        >
          {t('resident.everywhereText')}
        </Confirm>
      </Card>
    </>
  );
}
