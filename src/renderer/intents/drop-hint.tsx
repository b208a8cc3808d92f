import styles from './drop-hint.module.css';
import { useIntents } from './intents-store';

/** Says that what is held over the window can be dropped. */
export function DropHint() {
  const isDropping = useIntents((state) => state.isDropping);
  return isDropping ? <div className={styles.hint}>Drop an .rdp file or a link to open it</div> : null;
}
