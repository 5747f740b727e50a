// Switches the resident's pages to elder mode and back; the choice stays on the device.
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Button } from '../actions/button.tsx';
import { readElderMode, setElderMode } from '../theme/density.ts';

export function ElderSwitch() {
  const { t } = useTranslation();
  const [on, setOn] = useState(readElderMode);
  return (
    <Button
      onClick={() => {
        setElderMode(!on);
        setOn(!on);
      }}
    >
      {t(on ? 'ui.elder.off' : 'ui.elder.on')}
    </Button>
  );
}
