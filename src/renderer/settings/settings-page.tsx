import { Card } from '../ui/card';
import { Checkbox } from '../ui/checkbox';
import { Page } from '../ui/page';
import { SegmentedControl } from '../ui/segmented-control';
import { SelectField } from '../ui/select-field';
import { showError } from '../ui/toasts-store';
import { LinksCard } from './links-card';
import { changeSettings, useSettings } from './settings-store';
import type { SettingsChange } from '../../shared/model/settings';
import { ZOOM_STEPS } from '../../shared/model/zoom';

/** Everything the user can set that belongs to no connection. A change holds at once. */
export function SettingsPage({ onClose }: { onClose: () => void }) {
  const settings = useSettings((state) => state.settings);
  const change = (part: SettingsChange) => void changeSettings(part).catch(showError);
  return (
    <Page title="Settings" onClose={onClose}>
      <Card title="Appearance" text="System follows the light or dark setting of this computer.">
        <SegmentedControl
          label="Theme"
          value={settings.theme}
          options={[
            { value: 'system', label: 'System' },
            { value: 'light', label: 'Light' },
            { value: 'dark', label: 'Dark' },
          ]}
          onChange={(theme) => change({ theme })}
        />
        <SelectField
          label="Zoom"
          layout="row"
          help="Pictures of sessions keep their sharpness and their size."
          value={String(settings.zoomPercent)}
          options={zoomOptions(settings.zoomPercent)}
          onChange={(percent) => change({ zoomPercent: Number(percent) })}
        />
      </Card>
      <Card title="Clipboard" text="For text only, and only with the session that is in front.">
        <Checkbox
          label="Text copied here can be pasted there"
          help="The session in front gets this computer's clipboard when you turn to it."
          isChecked={settings.clipboard.toRemote}
          onChange={(toRemote) => change({ clipboard: { ...settings.clipboard, toRemote } })}
        />
        <Checkbox
          label="Text copied there can be pasted here"
          help="What you copy on the remote computer replaces this computer's clipboard."
          isChecked={settings.clipboard.fromRemote}
          onChange={(fromRemote) => change({ clipboard: { ...settings.clipboard, fromRemote } })}
        />
      </Card>
      <LinksCard />
      <Card title="Closing">
        <Checkbox
          label="Ask before quitting while sessions are open"
          help="Quitting ends every session."
          isChecked={settings.confirmQuit}
          onChange={(confirmQuit) => change({ confirmQuit })}
        />
      </Card>
    </Page>
  );
}

/** The steps, and the present size where it is none of them. */
function zoomOptions(present: number): { value: string; label: string }[] {
  return [...new Set([...ZOOM_STEPS, present])]
    .sort((a, b) => a - b)
    .map((percent) => ({ value: String(percent), label: `${percent} %` }));
}
