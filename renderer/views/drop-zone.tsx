import { FileDown } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useModel } from '../model.ts';
import './drop-zone.css';

/** So many windows at once are no accident any more. */
const MOST = 8;

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false;

/** A file that is dragged over the window can be dropped anywhere on it. */
export function DropZone() {
  const { opening, notices } = useModel();
  const [over, setOver] = useState(false);

  useEffect(() => {
    const onOver = (event: DragEvent): void => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      setOver(true);
    };
    const onLeave = (event: DragEvent): void => {
      // Without a next element it left the window, and not only one part of it for another.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent): void => {
      setOver(false);
      if (!holdsFiles(event)) return;
      event.preventDefault();
      const files = [...(event.dataTransfer?.files ?? [])];
      for (const file of files.slice(0, MOST)) void opening.dropped(file);
      if (files.length > MOST) notices.done(`The first ${MOST} were opened`, `of ${files.length} files`);
    };
    window.addEventListener('dragover', onOver);
    window.addEventListener('dragleave', onLeave);
    window.addEventListener('drop', onDrop);
    return () => {
      window.removeEventListener('dragover', onOver);
      window.removeEventListener('dragleave', onLeave);
      window.removeEventListener('drop', onDrop);
    };
  }, [opening, notices]);

  return over ? (
    <div className="drop-zone" role="status">
      <p>
        <FileDown size={22} strokeWidth={1.8} aria-hidden /> Drop to open the snapshot
      </p>
    </div>
  ) : null;
}
