import { useEffect, useState } from 'react';
import { INTENT_PROTOCOLS } from '../../shared/model/intent';
import type { LinkHandling } from '../../shared/model/link-handling';
import { bridge, unwrap } from '../platform/bridge';
import { Card } from '../ui/card';
import { Checkbox } from '../ui/checkbox';
import { showError } from '../ui/toasts-store';

const OBSTACLES: Readonly<Record<NonNullable<LinkHandling['obstacle']>, string>> = {
  development: 'Only an installed Pestle can open links: this is a development run.',
  'no-desktop-entry':
    'Your desktop does not know this Pestle. Run install-desktop-entry.sh, which lies beside the program, or install the package of your system.',
};

/** Whether links of the desktop open in Pestle. The system is asked when this is shown, not before. */
export function LinksCard() {
  const [links, setLinks] = useState<LinkHandling | null>(null);
  useEffect(() => {
    let isShown = true;
    unwrap(bridge().calls.links.state()).then((state) => {
      if (isShown) setLinks(state);
    }, showError);
    return () => {
      isShown = false;
    };
  }, []);
  const change = (isOn: boolean) => {
    unwrap(bridge().calls.links.set({ isOn })).then(setLinks, showError);
  };
  return (
    <Card title="Links" text="A link shows a question. Nothing is connected before you agree.">
      <Checkbox
        label="Open ssh://, rdp://, vnc:// and telnet:// links with Pestle"
        {...(links === null ? {} : { help: helpOf(links) })}
        isChecked={isEvery(links)}
        disabled={links?.obstacle !== null}
        onChange={change}
      />
    </Card>
  );
}

const isEvery = (links: LinkHandling | null): boolean => links?.schemes.length === INTENT_PROTOCOLS.length;

function helpOf(links: LinkHandling): string {
  if (links.obstacle !== null) return OBSTACLES[links.obstacle];
  if (isEvery(links)) return 'Without it they open in what opened them before.';
  if (links.schemes.length === 0) return 'Now they open in what this computer has chosen for them.';
  return `Now only these open in Pestle: ${links.schemes.map((scheme) => `${scheme}://`).join(', ')}.`;
}
