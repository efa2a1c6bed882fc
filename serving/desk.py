"""The desk: what one process of the service holds while it runs."""

import threading
from dataclasses import dataclass
from functools import partial

from firstline.datasets.language import detect_language
from firstline.kb_index.database import Database
from firstline.kb_index.state import State, default_location
from firstline.models.bundle import Bundle
from firstline.models.cross_encoder import open_cross_encoder
from firstline.models.onnx_encoder import usable_cores
from firstline.serving.decision_store import DecisionStore
from firstline.serving.desk_lists import CurrentLists
from firstline.serving.feedback import Feedback
from firstline.serving.feedback_store import FeedbackStore
from firstline.serving.field_list_store import FieldListStore
from firstline.serving.idempotency_store import IdempotencyStore
from firstline.serving.key_store import KeyStore
from firstline.serving.lookup import ArticleWish, Lookup
from firstline.serving.metrics import Metrics
from firstline.serving.portal import Portal
from firstline.serving.portal_parts import PortalParts
from firstline.serving.prompt_database import prompt_database
from firstline.serving.reading import Reader
from firstline.serving.settings import Settings
from firstline.serving.slot_encoder import SlotEncoder
from firstline.serving.triage import Triage
from firstline.serving.vote_return import VoteReturns
from firstline.serving.work_queue import WorkQueue


@dataclass(frozen=True, slots=True)
class Desk:
    """The parts, put together once; a handler asks for the one it needs (`dependencies`)."""

    bundle: Bundle
    state: State
    encoder: SlotEncoder
    work: WorkQueue
    lookup: Lookup
    triage: Triage
    decisions: DecisionStore
    feedback: Feedback
    feedback_store: FeedbackStore
    field_lists: FieldListStore
    lists: CurrentLists
    portal: Portal
    portal_parts: PortalParts
    returns: VoteReturns
    idempotency: IdempotencyStore
    keys: KeyStore
    metrics: Metrics
    prompt: Database
    alias: str | None = None

    @classmethod
    def open(
        cls, settings: Settings, *, metrics: Metrics, bundle: Bundle | None = None, state: State | None = None
    ) -> "Desk":
        """Load what was not given.

        Raises:
            BundleError: the bundle is missing, damaged or of another format.
            StateError: the state cannot be used.
            IndexMismatchError: the state was built by another encoder.
        """
        # What tells languages is unpacked beside all else: otherwise the first request would wait for it.
        threading.Thread(target=detect_language, args=("Which language is this?",), daemon=True).start()
        bundle = bundle or Bundle.load(settings.bundle)
        encoder = SlotEncoder(bundle.encoder, slots=usable_cores(), callers=settings.threads)
        location = settings.state or default_location(settings.bundle)
        judge = open_cross_encoder(settings.reranker) if settings.reranker else None
        state = state or State.open(
            location,
            encoder=encoder,
            centre=bundle.centre,
            offsets=bundle.offsets,
            judge=judge,
            redacts=settings.privacy.redact,
        )
        return cls._assembled(settings, metrics=metrics, bundle=bundle, state=state, encoder=encoder)

    @classmethod
    def _assembled(
        cls, settings: Settings, *, metrics: Metrics, bundle: Bundle, state: State, encoder: SlotEncoder
    ) -> "Desk":
        work = WorkQueue(threads=settings.threads, limit=settings.waiting, batch_limit=settings.waiting_pieces)
        lookup = Lookup(
            state=state,
            encoder=encoder,
            duplicate_score=settings.duplicate_score,
            reply_confidence=settings.reply_confidence,
        )
        prompt = prompt_database(state.database)
        decisions, feedback_store = DecisionStore(prompt), FeedbackStore(state.database)
        field_lists = FieldListStore(state.database)
        lists, privacy = CurrentLists(bundle, field_lists), settings.privacy
        parts = PortalParts.of(state=state, prompt=prompt, lookup=lookup, metrics=metrics)
        return cls(
            bundle=bundle,
            state=state,
            encoder=encoder,
            work=work,
            lookup=lookup,
            triage=Triage(
                bundle=bundle,
                reader=Reader(bundle=bundle, encoder=encoder, lookup=lookup),
                tickets=state.tickets,
                lookup=lookup,
                decisions=decisions,
                metrics=metrics,
                lists=lists,
                audit_share=settings.audit_share,
                privacy=privacy,
                alias=settings.alias,
            ),
            decisions=decisions,
            feedback=Feedback(decisions, feedback_store, lists=lists, metrics=metrics, redacts=privacy.redact),
            feedback_store=feedback_store,
            field_lists=field_lists,
            lists=lists,
            portal=Portal(parts, settings, bundle=bundle, encoder=encoder),
            portal_parts=parts,
            returns=VoteReturns(state, parts.votes, encoder=encoder, centre=bundle.centre),
            prompt=prompt,
            idempotency=IdempotencyStore(prompt, hours=settings.idempotency_hours),
            keys=KeyStore(state.database),
            metrics=metrics,
            alias=settings.alias,
        )

    @property
    def name(self) -> str:
        """What a log calls it: the bundle's name, and the beginning of its version."""
        return f"{self.bundle.name} {self.bundle.version[:12]}"

    def announce(self) -> None:
        """Let the metrics speak of this desk from now on."""
        metrics = self.metrics
        metrics.name_bundle(name=self.bundle.name, version=self.bundle.version)
        metrics.watch("firstline_work_pieces", "Pieces of work that wait or run", partial(getattr, self.work, "load"))
        metrics.watch("firstline_encode_waiting", "Threads at the encoder", partial(getattr, self.encoder, "waiting"))

    def warm(self) -> None:
        """Run every model and search once, so that the first customer does not pay for it.

        With two words: of a single one the articles that have it are read, which warms nothing.
        """
        text = self.lookup.repaired("warm up")
        vectors = self.encoder.encode([text])
        self.bundle.predict([text], vectors)
        self.lookup.public_articles(text, vectors[0], wish=ArticleWish(), top_k=1)
        self.state.tickets.search(text, vectors[0], top_k=1)

    def close(self, *, with_state: bool) -> None:
        """Finish accepted work, then let go of the databases; of the `state` only when it was opened here."""
        self.work.close()
        self.encoder.close()
        self.prompt.close()
        if with_state:
            self.state.close()

    def check_ready(self) -> None:
        """Raises whatever the database raises when it can not be written to."""
        with self.state.database.write():
            pass
