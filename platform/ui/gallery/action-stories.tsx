// Exhibits: buttons, confirm, undo, read aloud, tiles.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../actions/button.tsx';
import { Confirm } from '../actions/confirm.tsx';
import { useAnnounce } from '../actions/undo.tsx';
import { ReadAloud } from '../elder/read-aloud.tsx';
import { Card, tileClass, TileContent } from '../elder/tile.tsx';
import { Icon } from '../icons/icon.tsx';
import { Story } from './story.tsx';

export function ActionStories() {
  const { t } = useTranslation();
  const announce = useAnnounce();
  const [asking, setAsking] = useState(false);
  const [ended, setEnded] = useState(false);
  const [busy, setBusy] = useState(false);
  const work = () => {
    setBusy(true);
    setTimeout(() => setBusy(false), 2000);
  };
  return (
    <>
      <Story name={t('gallery.buttons')}>
        <Button kind="primary" icon="check" onClick={() => announce(t('gallery.saved'))}>
          {t('gallery.save')}
        </Button>
        <Button icon="plus" onClick={() => announce(t('gallery.added'), () => announce(t('gallery.taken')))}>
          {t('gallery.add')}
        </Button>
        <Button kind="quiet" icon="back" onClick={() => announce(t('gallery.back'))}>
          {t('gallery.back')}
        </Button>
        <Button kind="primary" busy={busy} onClick={work}>
          {t('gallery.busy')}
        </Button>
        <Button disabled>{t('gallery.off')}</Button>
      </Story>
      <Story name={t('gallery.confirm')}>
        <Button kind="danger" onClick={() => setAsking(true)}>
          {t('gallery.end')}
        </Button>
        <span className="quiet">{ended ? t('gallery.ended') : t('gallery.running')}</span>
        <Confirm
          open={asking}
          title={t('gallery.endTitle')}
          verb={t('gallery.end')}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setEnded(true);
            setAsking(false);
          }}
        >
          {t('gallery.endText')}
        </Confirm>
      </Story>
      <Story name={t('gallery.aloud')}>
        <ReadAloud text={t('gallery.aloudText')} />
      </Story>
      <Story name={t('gallery.tiles')}>
        <button type="button" className={tileClass} onClick={() => announce(t('gallery.opened'))}>
          <TileContent icon="record" title={t('gallery.tile')} line={t('gallery.tileLine')} />
        </button>
        <Card title={t('gallery.card')} tone="brand">
          <p>{t('gallery.cardText')}</p>
        </Card>
      </Story>
      <Story name={t('gallery.icons')}>
        {(
          ['visit', 'condition', 'measurement', 'report', 'medication', 'immunization', 'allergy', 'referral'] as const
        ).map((name) => (
          <span key={name} style={{ display: 'inline-flex', gap: 4, alignItems: 'center' }}>
            <Icon name={name} /> {t(`ui.kind.${name}`)}
          </span>
        ))}
      </Story>
    </>
  );
}
