"""The banner store: the incidents that are known now."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.engine import Connection

from firstline.kb_index.database import Database
from firstline.kb_index.revised_value import RevisedValue, next_revision
from firstline.serving.banner import Banner
from firstline.serving.clock import now, stamp
from firstline.serving.tables import banners


class BannerStore:
    """Banners of one state; cheap to ask with every keystroke: they are read again only after a change."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._banners = RevisedValue(database, banners, _read)

    def all(self) -> list[Banner]:
        """In the order of their ids, those included that are over or not yet begun."""
        return self._banners.now()

    def get(self, banner_id: str) -> Banner | None:
        return next((banner for banner in self.all() if banner.id == banner_id), None)

    def put(self, banner: Banner) -> bool:
        """Keep a banner, on disk when this returns; whether it was not there before."""
        created = self.get(banner.id) is None
        self._write(banner.id, banner)
        return created

    def delete(self, banner_id: str) -> None:
        """Also for one that is not there."""
        if self.get(banner_id) is not None:
            self._write(banner_id, None)

    def _write(self, banner_id: str, banner: Banner | None) -> None:
        content = None if banner is None else banner.model_dump(mode="json", exclude_defaults=True)
        with self._database.write() as connection:
            row = {"at": stamp(now()), "revision": next_revision(connection, banners), "content": content}
            if connection.execute(select(banners.c.id).where(banners.c.id == banner_id)).first():
                connection.execute(update(banners).where(banners.c.id == banner_id).values(**row))
            else:
                connection.execute(insert(banners).values(id=banner_id, **row))


def _read(connection: Connection) -> list[Banner]:
    wanted = select(banners.c.content, banners.c.at).where(banners.c.content.is_not(None)).order_by(banners.c.id)
    return [
        Banner.model_validate(content).kept_since(datetime.fromisoformat(at))
        for content, at in connection.execute(wanted)
    ]
