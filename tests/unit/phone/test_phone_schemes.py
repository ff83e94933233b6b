"""HTTPS or plain HTTP, REST that is off, and paths that a firmware lacks."""

import pytest
from phone_stub import PAGE_404, Asked, http, ok, phone_at

from PolyLibrary.errors import PathMissing, RestOff, Unreachable
from PolyLibrary.phone import versions


class TestScheme:
    def test_plain_http_where_https_is_refused(self, serve, soon):
        stub = serve(lambda asked: ok([]), login=True)
        phone = phone_at(http=stub)
        phone.calls.status(soon)
        phone.calls.dial("1", soon)
        warnings = phone.transport.steps.last(10, kind="warning")
        assert len(warnings) == 1
        assert f"by plain HTTP only (port {stub.port}, not by HTTPS at port" in warnings[0].text
        assert phone.transport.scheme == "http"

    def test_https_only_forbids_it(self, serve, soon):
        stub = serve(lambda asked: ok([]))
        with pytest.raises(Unreachable):
            phone_at(http=stub, scheme="https").calls.dial("1", soon)
        assert not stub.asked

    def test_rest_off(self, serve, soon):
        stub = serve(lambda asked: http(404, PAGE_404))
        with pytest.raises(RestOff) as caught:
            phone_at(http=stub, scheme="http").calls.dial("1", soon)
        assert str(caught.value).splitlines()[0] == (
            "alice: POST /api/v1/callctrl/dial: the REST API of this phone seems to be switched off."
        )
        assert "Settings > Applications > REST API" in str(caught.value)
        assert stub.paths == ["/api/v1/callctrl/dial", "/api/v1/mgmt/device/info"]

    def test_path_missing(self, serve, soon):
        stub = serve(lambda asked: ok({}) if "device/info" in asked.path else http(404, PAGE_404))
        with pytest.raises(PathMissing):
            phone_at(http=stub, scheme="http").rest.get("/api/v1/mgmt/uixml", soon)

    def test_rest_that_goes_off_is_seen(self, serve, soon):
        """That the API answered once does not make a later 404 a missing path."""
        on = [True]
        stub = serve(lambda asked: ok([]) if on[0] else http(404, PAGE_404))
        phone = phone_at(http=stub, scheme="http")
        assert phone.calls.status(soon) == []
        on[0] = False
        with pytest.raises(RestOff):
            phone.calls.status(soon)

    def test_a_busy_phone_is_not_one_without_rest(self, serve, soon):
        stub = serve(lambda asked: http(403 if "device/info" in asked.path else 404, b"<html>"))
        with pytest.raises(PathMissing):
            phone_at(http=stub, scheme="http").calls.dial("1", soon)

    def test_https_after_a_restart(self, serve, soon):
        """An action finds it too: a refused connection has carried nothing."""
        stub = serve(lambda asked: ok())
        phone = phone_at(http=stub)
        phone.calls.dial("1", soon)
        assert phone.transport.scheme == "http"
        stub.close()
        with pytest.raises(Unreachable) as caught:
            phone.calls.dial("1", soon)
        ports = f"ports {phone.address.https_port} and {phone.address.http_port} are closed"
        assert ports in str(caught.value)

    def test_a_known_endpoint_that_is_missing(self, serve, soon):
        stub = serve(lambda asked: ok({}) if "device/info" in asked.path else http(404, PAGE_404))
        phone = phone_at(http=stub, scheme="http")
        with pytest.raises(PathMissing, match=r"this endpoint is known since UCS 6\.0; Trio, CCX and Edge E"):
            phone.info.uixml(soon)
        with pytest.raises(PathMissing, match="the firmware or model lacks it, or it is misspelt"):
            phone.rest.get("/api/v1/mgmt/uixlm", soon)


class TestVersions:
    """v2 where a phone has it; a lack is remembered for a while, and only when v1 answered."""

    def test_v1_where_v2_is_missing(self, serve, soon):
        stub = serve(lambda asked: http(404, PAGE_404) if "/v2/" in asked.path else ok(status="4007"))
        phone = phone_at(http=stub, scheme="http")
        assert phone.calls.status(soon) == []
        count = len(stub.asked)
        assert phone.calls.status(soon) == []
        assert stub.paths[count:] == ["/api/v1/webCallControl/callStatus"]

    def test_a_lack_is_not_remembered_for_ever(self, serve, soon, monkeypatch):
        """A phone that was updated, or that had not yet all of its API, has v2 later."""
        monkeypatch.setattr(versions, "REMEMBERED", 0.0)
        old = [True]

        def answer(asked: Asked) -> bytes:
            if "/v1/" in asked.path:
                return ok({"ModelNumber": "VVX 600"})
            return http(404, PAGE_404) if old[0] else ok({"ModelNumber": "VVX 600", "ReadyToUse": "True"})

        stub = serve(answer)
        phone = phone_at(http=stub, scheme="http")
        assert phone.info.device(soon).ready is None
        old[0] = False
        assert phone.info.device(soon).ready is True

    def test_a_booting_phone_teaches_nothing(self, serve, soon):
        """404 to all of it, as before its API is there: v2 is asked again at once."""
        booting = [False]
        stub = serve(lambda asked: http(404, PAGE_404) if booting[0] else ok({"ModelNumber": "VVX 600"}))
        phone = phone_at(http=stub, scheme="http")
        phone.info.device(soon)
        booting[0] = True
        with pytest.raises(RestOff):
            phone.info.device(soon)
        booting[0] = False
        count = len(stub.asked)
        phone.info.device(soon)
        assert stub.paths[count:] == ["/api/v2/mgmt/device/info"]

    def test_v1_that_goes_missing(self, serve, soon):
        """While a lack is remembered the phone may be updated: v2 is asked after all."""
        has = ["/v1/webCall"]

        def answer(asked: Asked) -> bytes:
            if "device/info" in asked.path:
                return ok({"ModelNumber": "VVX 600"})
            return ok([]) if has[0] in asked.path else http(404, PAGE_404)

        stub = serve(answer)
        phone = phone_at(http=stub, scheme="http")
        assert phone.calls.status(soon) == []
        has[0] = "/v2/webCall"
        assert phone.calls.status(soon) == []
        has[0] = "/nowhere/"
        with pytest.raises(PathMissing):
            phone.calls.status(soon)
